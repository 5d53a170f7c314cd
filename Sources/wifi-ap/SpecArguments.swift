import ArgumentParser
import Glibc
import SystemPackage
import WiFiModel
import WiFiSpec

/// The spec that a command works on: given files, standard input, or the search path.
struct SpecArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Spec files; - is standard input. Without any, the search path is read.", valueName: "path"))
  var files: [String] = []

  /// Reads and checks the spec, and prints nothing.
  func reading(root: String) -> SpecReading { Self.reading(files, root: root) }

  /// Reads and checks the spec, printing what is to be said of it.
  ///
  /// - Throws: exit code 65 when it is invalid, after the errors were printed.
  func read(root: String, quiet: Bool = false) throws -> DesiredState {
    try Self.read(files, root: root, quiet: quiet)
  }

  static func read(_ files: [String], root: String, quiet: Bool = false) throws -> DesiredState {
    let reading = reading(files, root: root)
    if !quiet || !reading.isValid { print(reading) }
    guard let desired = reading.desired, reading.isValid else { throw ExitCode(65) }
    return desired
  }

  /// Prints what is to be said of a spec.
  static func print(_ reading: SpecReading) {
    Console.err(reading.diagnostics.rendered(colour: Console.isColoured(STDERR_FILENO)))
  }

  private static func reading(_ files: [String], root: String) -> SpecReading {
    SpecReader.validate(files, root: FilePath(root.isEmpty ? "/" : root))
  }
}
