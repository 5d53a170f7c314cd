import ArgumentParser
import WiFiDaemon
import WiFiModel

/// `wifi-ap snapshot`: the observed state, for `plan --snapshot` elsewhere. It holds no secret.
struct Snapshot: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the observed state of this machine as JSON.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var spec: SpecArguments

  func run() throws {
    let desired = try spec.read(root: common.root, quiet: true)
    do {
      let seen = try Survey.take(desired, paths: Paths(root: common.root), isWhole: true).observed
      Console.out(seen.json.text(.pretty) + "\n")
    } catch {
      throw Console.fail(error)
    }
  }
}
