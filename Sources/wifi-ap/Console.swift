import ArgumentParser
import Glibc
import LinuxPlatform
import SystemPackage

/// Standard output and error of the command line.
enum Console {
  /// Whether colours are wanted: a terminal, and no NO_COLOR in the environment.
  static func isColoured(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 && getenv("NO_COLOR") == nil }

  static func out(_ text: String) { write(text) }

  static func err(_ text: String) { write(text, STDERR_FILENO) }

  /// Whether somebody may still read standard output: the other end of a pipe is open.
  static var isRead: Bool {
    var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    return poll(&output, 1, 0) >= 0 && output.revents & Int16(POLLERR | POLLNVAL) == 0
  }

  /// Prints an error of the command itself and ends with a code of sysexits.h.
  static func fail(_ message: String, code: Int32) -> ExitCode {
    err("wifi-ap: \(message)\n")
    return ExitCode(code)
  }

  /// Prints why the machine could not be looked at, and ends with 77 where that is for root only, else with 1.
  static func fail(_ error: PlatformError) -> ExitCode {
    fail("\(error)", code: error.code == .permissionDenied ? 77 : 1)
  }

  /// Writes all of it; false where nobody reads it.
  @discardableResult
  static func write(_ text: String, _ descriptor: Int32 = STDOUT_FILENO) -> Bool {
    (try? FileDescriptor(rawValue: descriptor).writeAll(text.utf8)) != nil
  }
}
