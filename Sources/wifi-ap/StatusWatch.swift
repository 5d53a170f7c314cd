import ArgumentParser
import Glibc
import WiFiModel

/// `status --watch`: shows the status again and again, from the daemon's memory alone.
struct StatusWatch {
  let client: DaemonClient
  let name: String?
  let format: Format

  private static let begin = "\u{1b}[?25l"
  private static let home = "\u{1b}[H"
  private static let clearLine = "\u{1b}[K"
  private static let clearRest = "\u{1b}[J"
  private static let end = "\u{1b}[?25h"

  /// Goes on until a signal ends it, or nobody reads any more.
  func run() throws {
    let isTerminal = isatty(STDOUT_FILENO) == 1 && format == .text
    // The sleep waits for the signals, so that the cursor comes back before the end.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGWINCH] { sigaddset(&signals, number) }
    sigprocmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)
    if isTerminal { guard Console.write(Self.begin) else { return } }
    defer { if isTerminal { Console.write(Self.end) } }
    var last = try StatusCommand.view(client, name)
    var shown: StatusView?
    var isAlone = false
    while true {
      let wasAlone = isAlone
      if isTerminal {
        guard Console.write(screen(last, isAlone)) else { return }
      } else if shown?.timeless != last.timeless {
        guard Console.write(format == .json ? last.document.text() + "\n" : block(last)) else { return }
      }
      shown = last
      guard Console.isRead, !Self.pause(signals) else { return }
      do throws(DaemonClient.Failure) {
        last = StatusView(try client.ask("status")).selecting(name)
        isAlone = false
      } catch {
        // It may be restarted: what it said last is shown until it answers again.
        isAlone = true
        if !wasAlone, !isTerminal { Console.err("wifi-ap: \(Self.waiting)\n") }
      }
    }
  }

  private static let waiting = "no daemon answers; waiting for it"

  /// Waits a second, or for a new size of the terminal.
  ///
  /// - Returns: whether a signal asks for the end.
  private static func pause(_ signals: sigset_t) -> Bool {
    var signals = signals
    var second = timespec(tv_sec: 1, tv_nsec: 0)
    let number = sigtimedwait(&signals, nil, &second)
    return [SIGINT, SIGTERM, SIGHUP].contains(number)
  }

  private func block(_ view: StatusView) -> String { StatusText(Palette(isOn: false)).render(view) + "\n" }

  /// The whole screen: no line as long as it is wide, since clearing the rest of such a line would take its last
  /// character, and no more lines than it has.
  private func screen(_ view: StatusView, _ isAlone: Bool) -> String {
    var size = winsize()
    _ = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size)
    let columns = size.ws_col > 0 ? Int(size.ws_col) : 80
    let rows = size.ws_row > 1 ? Int(size.ws_row) : 24
    let palette = Palette(isOn: Console.isColoured(STDOUT_FILENO))
    let text = (isAlone ? palette.red(Self.waiting) + "\n\n" : "") + StatusText(palette).render(view)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    if lines.count > rows - 1 {
      lines = lines.prefix(rows - 2) + ["... and \(lines.count - (rows - 2)) lines more"]
    }
    return Self.home + lines.map { $0.clipped(to: columns - 1) + Self.clearLine + "\n" }.joined() + Self.clearRest
  }
}

extension String {
  /// At most so many characters; escape sequences of colours take no room and are never cut.
  func clipped(to columns: Int) -> String {
    var text = ""
    var room = columns
    var isEscape = false
    for character in self {
      if character == "\u{1b}" { isEscape = true }
      if isEscape {
        text.append(character)
        if character.isLetter { isEscape = false }
      } else if room > 0 {
        text.append(character)
        room -= 1
      }
    }
    return text
  }
}
