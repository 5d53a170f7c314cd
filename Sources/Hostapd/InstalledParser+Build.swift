import Glibc
package import LinuxPlatform
package import SystemPackage

/// How the installed hostapd was built, asked of the program itself: distributions leave parts out, and backport others.
extension InstalledParser {
  /// The version, as `hostapd -v` prints it: `2.10`.
  ///
  /// - Parameters:
  ///   - executable: the installed hostapd.
  ///   - directory: for a file without a name that takes the output.
  ///   - deadline: after which hostapd is killed.
  ///   - loop: on which it is awaited.
  /// - Returns: the version without its `v`.
  /// - Throws: where it could not be started, or printed no version.
  package static func version(
    of executable: FilePath, usingDirectory directory: FilePath, within deadline: Duration, on loop: EventLoop
  ) async throws(ParserError) -> String {
    let capture: FileDescriptor
    let child: ChildProcess
    do {
      capture = try unnamedFile(in: directory, by: "version.output")
    } catch {
      throw .failed(error)
    }
    defer { try? capture.close() }
    do {
      var command = Command(executable, ["-v"])
      command.output = capture
      child = try ChildProcess(command, on: loop)
    } catch {
      throw .failed(error)
    }
    switch await child.exit(within: deadline) {
    case .reply(let end):
      let text = String(decoding: read(capture), as: UTF8.self)
      let words = text.prefix { $0 != "\n" }.split(separator: " ")
      guard words.count == 2, words[0] == "hostapd", words[1].first == "v", words[1].utf8.count <= 64 else {
        throw .noVerdict(executable, end)
      }
      return String(words[1].dropFirst())
    case .late:
      child.signal(SIGKILL)
      throw .late(executable)
    case .cancelled:
      child.signal(SIGKILL)
      throw .cancelled
    }
  }

  /// Which of some lines the installed hostapd takes. All are read at once: it goes on behind a line that it refuses.
  ///
  /// - Parameters:
  ///   - probes: lines that do not depend on each other.
  ///   - executable: the installed hostapd.
  ///   - directory: of mode 0700, for the file, which is removed again.
  ///   - deadline: after which hostapd is killed.
  ///   - loop: on which it is awaited.
  /// - Returns: those that it took.
  /// - Throws: where hostapd came to no verdict.
  package static func accepted(
    _ probes: [ConfigurationOption], by executable: FilePath, usingDirectory directory: FilePath,
    within deadline: Duration,
    on loop: EventLoop
  ) async throws(ParserError) -> Set<ConfigurationOption> {
    let file = directory.appending("probe.conf")
    defer { _ = file.withPlatformString { unlink($0) } }
    let before = [ConfigurationOption("interface", "probe0"), ConfigurationOption("ssid", "probe")]
    do {
      var bytes: [UInt8] = []
      for option in before + probes { bytes += Array("\(option.name)=\(option.text)\n".utf8) }
      try AtomicFile.write(bytes, to: file, mode: 0o600)
    } catch {
      throw .failed(error)
    }
    let verdict = try await check(
      file, copyingTo: directory, executable: executable, within: deadline, on: loop)
    let refused = Set(verdict.complaints.compactMap(\.line))
    // Complaints without a line are of how the options go together, which says nothing here.
    return Set(probes.enumerated().filter { !refused.contains(UInt32($0.offset + before.count + 1)) }.map(\.element))
  }
}
