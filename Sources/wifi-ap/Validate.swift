import ArgumentParser
import WiFiModel
import WiFiSpec

/// `wifi-ap validate`: checks specs; it needs no root and no radio.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Check specs and say what is wrong, and where.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var spec: SpecArguments
  @Option(help: "How to print.") var format = Format.text

  func run() throws {
    switch format {
    case .json:
      let reading = spec.reading(root: common.root)
      Console.out(reading.json.text(.pretty))
      if !reading.isValid { throw ExitCode(65) }
    case .text:
      let desired = try spec.read(root: common.root)
      let enabled = desired.accessPoints.count { $0.enabled }
      guard !desired.radios.isEmpty || !desired.accessPoints.isEmpty else {
        Console.out("valid, and nothing is declared: there is no file *.yaml with a radio in it\n")
        return
      }
      Console.out("valid: \(desired.radios.count) radio(s), \(enabled) access point(s) to be on the air\n")
    }
  }
}
