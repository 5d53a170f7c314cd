import ArgumentParser
import Glibc
import WiFiModel

/// `wifi-ap status`: what the daemon says of access points and radios.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show conditions of access points and radios, as the daemon sees them.")

  @OptionGroup var common: CommonOptions
  @Argument(help: ArgumentHelp("Only this access point or radio.", valueName: "name")) var name: String?
  @Option(help: "How to print.") var format = Format.text
  @Flag(help: "Show it again whenever it changes, until interrupted; JSON is then one document a line.")
  var watch = false
  @Flag(help: "Exit with 3 unless every access point shown is ready.") var exitCode = false

  func validate() throws {
    if watch, exitCode { throw ValidationError("--watch has no end, and so no --exit-code.") }
  }

  func run() throws {
    let client = DaemonClient(paths: Paths(root: common.root))
    if watch { return try StatusWatch(client: client, name: name, format: format).run() }
    let shown = try Self.view(client, name)
    switch format {
    case .json: Console.out(shown.document.text(.pretty))
    case .text: Console.out(StatusText(Palette(isOn: Console.isColoured(STDOUT_FILENO))).render(shown))
    }
    if exitCode, !shown.isReady { throw ExitCode(3) }
  }

  /// The present status, or what of it has that name.
  static func view(_ client: DaemonClient, _ name: String?) throws -> StatusView {
    let view = StatusView(try ask(client, "status"))
    let shown = view.selecting(name)
    if let name, shown.accessPoints.isEmpty, shown.radios.isEmpty {
      throw Console.fail(
        "no access point or radio is called '\(name)'; known: \(view.names.joined(separator: ", "))", code: 64)
    }
    return shown
  }

  /// Asks the daemon, or ends with the exit code that its absence or refusal has.
  static func ask(_ client: DaemonClient, _ command: String, _ arguments: [JSON.Member] = []) throws -> JSON {
    do {
      return try client.ask(command, arguments)
    } catch {
      throw end(error, client)
    }
  }

  /// Asks the daemon to do something, and prints what it says.
  static func order(_ client: DaemonClient, _ command: String, _ arguments: [JSON.Member]) throws {
    let reply = try ask(client, command, arguments)
    Console.out((reply["message"].text ?? "done") + "\n")
  }

  /// Says why there is no answer.
  static func end(_ failure: DaemonClient.Failure, _ client: DaemonClient) -> ExitCode {
    switch failure {
    case .absent:
      let root = client.paths.root
      let start = root.isEmpty ? "systemctl start wifi-apd" : "wifi-apd --root \(root)"
      return Console.fail("no daemon answers at \(client.paths.controlSocket); start it with: \(start)", code: 69)
    case .refused(let message, let code): return Console.fail(message, code: code)
    case .broken(let message): return Console.fail(message, code: 69)
    }
  }
}
