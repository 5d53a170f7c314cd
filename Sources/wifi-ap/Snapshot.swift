import ArgumentParser
import WiFiDaemon
import WiFiModel

/// `wifi-ap snapshot`: the observed state, for `plan --snapshot` elsewhere. It holds no secret.
struct Snapshot: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the observed state of this machine as JSON.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var spec: SpecArguments
  @Option(help: "How to print.") var format = DocumentFormat.json

  func run() throws {
    let desired = try spec.read(root: common.root, quiet: true)
    do {
      let seen = try Survey.take(desired, paths: Paths(root: common.root), isWhole: true).observed
      Console.out(seen.json.text(.pretty))
    } catch {
      throw Console.fail(error)
    }
  }
}
