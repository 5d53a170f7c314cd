package import LinuxPlatform
package import SystemPackage

/// The hostapd program: how it is started, how a running one is found, and what it thinks of a configuration.
package enum HostapdProcess {
  /// Where distributions install it, in the order in which they are tried.
  package static let usualExecutables: [FilePath] = [
    "/usr/sbin/hostapd", "/usr/local/sbin/hostapd", "/usr/local/bin/hostapd",
  ]

  /// The command that serves a configuration in the foreground until SIGTERM.
  ///
  /// Never with `-K` or `-dd`, which print keys.
  ///
  /// - Parameters:
  ///   - configuration: what it serves.
  ///   - control: where it makes the socket by which single BSSs are taken away and added; in a private folder, since
  ///     hostapd asks nobody who he is.
  ///   - executable: the program.
  /// - Returns: the command.
  package static func serve(
    _ configuration: FilePath, control: FilePath, executable: FilePath = usualExecutables[0]
  ) -> Command {
    Command(executable, ["-g", control.string, configuration.string])
  }

  /// The running hostapds that were started with a configuration's path as one of their arguments, by ascending id.
  ///
  /// The path is compared as text: it is ours, and absolute. An argument that begins with `-` is no configuration, nor is
  /// the value of an option; a process that only has the path in its arguments (an editor) is not hostapd.
  ///
  /// - Throws: when /proc cannot be listed: it is then unknown whether one runs.
  package static func serving(_ configuration: FilePath, in proc: ProcFS) throws(PlatformError) -> [ProcessEntry] {
    try proc.processes { isServing(configuration, $0) }
  }

  static func isServing(_ configuration: FilePath, _ arguments: [String]) -> Bool {
    guard let program = arguments.first, FilePath(program).lastComponent?.string == "hostapd" else { return false }
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument == "--" { break }
      guard argument.hasPrefix("-"), argument.count > 1 else {
        rest = [argument] + rest
        break
      }
      // In a group of letters the first that takes a value takes the rest of the group, or else the next argument.
      let letters = argument.dropFirst()
      if let first = letters.firstIndex(where: optionsWithValue.contains), letters[first...].count == 1 {
        _ = rest.popFirst()
      }
    }
    return rest.contains(configuration.string)
  }

  /// As `hostapd -h` of 2.10 and 2.11 lists them.
  private static let optionsWithValue: Set<Character> = ["P", "e", "g", "G", "i", "f", "u", "b"]
}
