import ArgumentParser
import WiFiModel

extension Rung: ExpressibleByArgument {}

/// `wifi-ap recover`: asks for a remedy by hand.
struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover", abstract: "Have a radio recovered now, by the next remedy or by a certain one.",
    discussion: "It waits for no evidence, no budget and no backoff. Remedies, by growing harm:\n"
      + Rung.allCases.map { "  \($0.rawValue): \($0.meaning)." }.joined(separator: "\n"))

  @OptionGroup var common: CommonOptions
  @Argument(help: ArgumentHelp("The radio.", valueName: "radio")) var radio: String
  @Option(help: ArgumentHelp("The remedy; without it, the gentlest that the card has.", valueName: "rung"))
  var rung: Rung?

  func run() throws {
    let client = DaemonClient(paths: Paths(root: common.root))
    let name = radio.contains("/") ? radio : "radio/\(radio)"
    try StatusCommand.order(
      client, "recover", [JSON.Member("name", .string(name)), JSON.Member("rung", .text(rung?.rawValue))])
  }
}
