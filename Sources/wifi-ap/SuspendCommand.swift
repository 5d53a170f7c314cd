import ArgumentParser
import WiFiModel

/// What a command of the daemon is about.
struct SubjectArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A radio or an access point; radio/NAME or access-point/NAME where both have that name.", valueName: "name"))
  var name: String
}

/// `wifi-ap suspend`: leaves a radio or an access point as it is.
struct SuspendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suspend", abstract: "Leave a radio or an access point as it is: it is watched, and not touched.",
    discussion: """
      An access point shares its card and its hostapd with the others of its radio: with it the whole radio is left \
      alone. A suspension survives restarts of the daemon and reboots.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var subject: SubjectArgument
  @Option(help: ArgumentHelp("Why, for whoever reads the status.", valueName: "text")) var reason: String?
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long: 90s, 30m, 2h or 7d; without it, until 'wifi-ap resume'.", valueName: "time"))
  var span: TimeSpan?

  func run() throws {
    let client = DaemonClient(paths: Paths(root: common.root))
    try StatusCommand.order(
      client, "suspend",
      [
        JSON.Member("name", .string(subject.name)), JSON.Member("reason", .text(reason)),
        JSON.Member("seconds", .number(span?.seconds)),
      ])
  }
}

/// `wifi-ap resume`: ends a suspension.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Keep a suspended radio or access point as declared again.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var subject: SubjectArgument

  func run() throws {
    let client = DaemonClient(paths: Paths(root: common.root))
    try StatusCommand.order(client, "resume", [JSON.Member("name", .string(subject.name))])
  }
}
