import Glibc
package import LinuxPlatform
package import SystemPackage

/// Why the installed hostapd gave no verdict on a configuration.
package enum ParserError: Error, Equatable, CustomStringConvertible {
  /// A file of ours, or hostapd itself, could not be read, written or started.
  case failed(PlatformError)
  /// It was still at work at the deadline, and was killed.
  case late(FilePath)
  case cancelled
  /// It ended without saying anything that could be understood.
  case noVerdict(FilePath, ProcessExit)

  package var description: String {
    switch self {
    case .failed(let error): "the configuration was not checked: \(error)"
    case .late(let path): "hostapd did not finish reading \(path) in time and was killed; is the machine overloaded?"
    case .cancelled: "the check of the configuration was cancelled"
    case .noVerdict(let path, let end):
      "hostapd ended with \(end) and no verdict on \(path); run it by hand on the file to see what it prints"
    }
  }
}

/// The installed hostapd as a parser of configurations. It has no option to check a file only, and needs none: it reads
/// every file of its command line before it starts on the first, and ends at one that it cannot open.
package enum InstalledParser {
  /// What the largest configuration may have, in bytes.
  package static let longestConfiguration = 1 << 20

  /// Has hostapd read a copy of a configuration, with `driver=none`, and end before it touches anything.
  ///
  /// It sees what a reading shows (unknown options, impossible values, missing keys), not what only a start does: the
  /// passphrase file, the channel under this country and this card. On hostapd 2.10 it takes some milliseconds.
  ///
  /// - Parameters:
  ///   - configuration: the file.
  ///   - directory: of mode 0700, for the copy, which is removed again.
  ///   - executable: the installed hostapd.
  ///   - deadline: after which hostapd is killed.
  ///   - loop: on which it is awaited.
  /// - Returns: what hostapd thinks of the file.
  /// - Throws: where hostapd came to no verdict. That says nothing of the file.
  package static func check(
    _ configuration: FilePath, copyingTo directory: FilePath, executable: FilePath = HostapdProcess.usualExecutables[0],
    within deadline: Duration, on loop: EventLoop
  ) async throws(ParserError) -> ConfigurationVerdict {
    let name = configuration.lastComponent?.string ?? "hostapd.conf"
    let copy = directory.appending("\(name).check")
    let sentinel = directory.appending("\(name).absent")
    defer { _ = copy.withPlatformString { unlink($0) } }
    let bytes: [UInt8]
    let capture: FileDescriptor
    let child: ChildProcess
    do {
      bytes = try SmallFile(reading: configuration, limit: longestConfiguration, followLinks: true).bytes
      // The last `driver` wins. The line before it may lack its line feed.
      try AtomicFile.write(bytes + Array("\ndriver=none\n".utf8), to: copy, mode: 0o600)
      capture = try unnamedFile(in: directory, by: "\(name).output")
    } catch {
      throw .failed(error)
    }
    defer { try? capture.close() }
    do {
      var command = Command(executable, [copy.string, sentinel.string])
      command.output = capture
      child = try ChildProcess(command, on: loop)
    } catch {
      throw .failed(error)
    }
    switch await child.exit(within: deadline) {
    case .reply(let end):
      let text = ConfigurationText(reading: bytes)
      let output = read(capture)
      guard
        let verdict = ConfigurationVerdict(output: output, file: copy.string, sentinel: sentinel.string, text: text)
      else { throw .noVerdict(configuration, end) }
      return verdict
    case .late:
      child.signal(SIGKILL)
      throw .late(configuration)
    case .cancelled:
      child.signal(SIGKILL)
      throw .cancelled
    }
  }

  /// A file without a name, for output that may quote secrets.
  static func unnamedFile(in directory: FilePath, by name: String) throws(PlatformError) -> FileDescriptor {
    let path = directory.appending(name)
    // What is there was left by one that died in between.
    _ = path.withPlatformString { unlink($0) }
    defer { _ = path.withPlatformString { unlink($0) } }
    do {
      return try FileDescriptor.open(
        path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
    } catch {
      throw PlatformError("make", on: path.string, error as? Errno ?? .ioError)
    }
  }

  /// hostapd's own words, at most a megabyte of them.
  static func read(_ file: FileDescriptor) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while bytes.count < longestConfiguration {
      let offset = Int64(bytes.count)
      let count = (try? part.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: offset, into: $0) }) ?? 0
      guard count > 0 else { break }
      bytes += part[..<count]
    }
    return bytes
  }
}
