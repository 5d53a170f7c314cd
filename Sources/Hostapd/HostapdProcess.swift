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

  /// Those processes that are a hostapd which was started with a configuration's path as one of its arguments.
  ///
  /// The path is compared as text: it is ours, and absolute. An argument that begins with `-` is no configuration, nor is
  /// the value of an option; a process that only has the path in its arguments (an editor) is not hostapd.
  package static func serving(_ configuration: FilePath, among processes: [ProcessEntry]) -> [ProcessEntry] {
    processes.filter { $0.program == "hostapd" && options($0.arguments).operands.contains(configuration.string) }
  }

  /// How a hostapd was started.
  package static func options(_ arguments: [String]) -> ShortOptions {
    ShortOptions(arguments.dropFirst(), withValue: optionsWithValue)
  }

  /// As `hostapd -h` of 2.10 and 2.11 lists them.
  private static let optionsWithValue: Set<Character> = ["P", "e", "g", "G", "i", "f", "u", "b"]
}
