import ArgumentParser
import Glibc
import LinuxPlatform
import SystemPackage
import WiFiDaemon
import WiFiModel

extension Disruption: ExpressibleByArgument {}

/// `wifi-ap apply`: makes the machine as the spec says, through the daemon where one runs, else in the foreground.
struct Apply: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the machine as the spec says, and wait until it is.",
    discussion: "Where the daemon runs, it is asked to do so; else one pass is done here, under the daemon's lock.")

  @OptionGroup var common: CommonOptions
  @Argument(help: ArgumentHelp("Spec files, only without a daemon; without any, the search path.", valueName: "path"))
  var files: [String] = []
  @Option(
    help: ArgumentHelp(
      "How much may be done to clients, in the place of what the settings say: none, some-clients, access-point, radio, "
        + "driver or machine.", valueName: "disruption"))
  var maxDisruption: Disruption?
  @Option(help: ArgumentHelp("How long to wait until everything is ready, in seconds.", valueName: "seconds"))
  var wait: UInt16 = 60

  func run() throws {
    let paths = Paths(root: common.root)
    let client = DaemonClient(paths: paths)
    do throws(DaemonClient.Failure) {
      _ = try client.ask("status")
    } catch .absent {
      return try applyHere(paths)
    } catch {
      throw StatusCommand.end(error, client)
    }
    guard files.isEmpty else {
      throw Console.fail(
        "a daemon runs and works on the search path only; put \(files[0]) into /etc/wifi-ap.d", code: 64)
    }
    try applyByDaemon(client)
  }

  private func applyByDaemon(_ client: DaemonClient) throws {
    var last = StatusView(try StatusCommand.ask(client, "status")).history.last
    let limit = maxDisruption.map { JSON.Member("maxDisruption", .string($0.rawValue)) }
    _ = try StatusCommand.ask(client, "apply", limit.map { [$0] } ?? [])
    let end = SystemClock.uptimeNanoseconds + UInt64(wait) * 1_000_000_000
    // The request begins a pass; the status before that pass is not its result.
    usleep(300_000)
    while true {
      let view = StatusView(try StatusCommand.ask(client, "status"))
      // The history is bounded: what was shown moves up in it, and out of it.
      let shown = last.flatMap { view.history.lastIndex(of: $0) }.map { $0 + 1 } ?? 0
      for entry in view.history.dropFirst(shown) {
        Console.out((Optional(entry)?["message"].text ?? "") + "\n")
      }
      last = view.history.last ?? last
      if let mistake = view.specMistake { throw Console.fail("the spec is invalid: \(mistake)", code: 65) }
      if view.isReady { return }
      guard SystemClock.uptimeNanoseconds < end else { throw notReady(view) }
      usleep(200_000)
    }
  }

  private func applyHere(_ paths: Paths) throws {
    guard geteuid() == 0 || !paths.root.isEmpty else {
      throw Console.fail("only root may change the machine; try: sudo wifi-ap apply", code: 77)
    }
    _ = try SpecArguments.read(files, root: common.root, quiet: true)
    do {
      let outcome = try Agent.pass(paths, files: files, wait: .seconds(Int64(wait)), upTo: maxDisruption)
      switch outcome {
      case .ready: return
      case .notReady(let status):
        throw notReady(StatusView(status.json(at: Uptime(nanoseconds: Int64(clamping: SystemClock.uptimeNanoseconds)))))
      case .invalid(let rendered):
        Console.err(rendered)
        throw ExitCode(65)
      case .locked:
        throw Console.fail("another wifi-ap apply or a daemon that does not answer holds \(paths.lock)", code: 75)
      }
    } catch let error as PlatformError {
      throw Console.fail("\(error)", code: 1)
    }
  }

  private func notReady(_ view: StatusView) -> ExitCode {
    Console.err(StatusText(Palette(isOn: Console.isColoured(STDERR_FILENO))).render(view))
    return Console.fail("not ready after \(wait) s", code: 75)
  }
}
