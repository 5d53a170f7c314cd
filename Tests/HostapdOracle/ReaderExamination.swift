import Hostapd
import LinuxPlatform
package import SystemPackage
import TemporaryMachine
import WiFiSimulation

/// Random bytes as a configuration, read by our reader and by hostapd, which must find the same lines, names and values.
///
/// hostapd tells what it read by complaining of it: of a line without `=`, of a name that it does not know, and of a
/// `wpa_psk` that is none with its value.
package struct ReaderExamination {
  package private(set) var failures: [String] = []
  package private(set) var lines: UInt64 = 0

  private let executable: FilePath
  private var random: SplitMix64

  package init(seed: UInt64, executable: FilePath) {
    self.executable = executable
    random = SplitMix64(seed: seed)
  }

  /// One thing that was read.
  private enum Finding: Equatable {
    case malformed(UInt32)
    case unknown(UInt32, name: String)
    case key(UInt32, value: [UInt8])
  }

  package mutating func run(files: Int) throws {
    let machine = try TemporaryMachine()
    let path = machine.root.appending("hostapd.conf")
    for _ in 0..<files {
      let bytes = text()
      try AtomicFile.write(bytes, to: path, mode: 0o600)
      let output = try ChildProcess.runAndWait(Command(executable, [path.string]), keepingLast: 1 << 22).output
      let (ours, theirs) = (Self.read(bytes), Self.heard(output))
      lines += UInt64(ours.count)
      guard ours != theirs else { continue }
      let place = zip(ours, theirs).first { $0 != $1 }.map { "\($0), but hostapd \($1)" } ?? "other lines at the end"
      failures.append("our reader finds \(place) in \(bytes.count) bytes")
    }
  }

  private static let pieces: [[UInt8]] = [
    "\n", "\n\n", "\r\n", "\0", "#", " #", "=", "==", " ", "\t", "\\", "\"", "'", "P\"", "wpa_psk=", "\nwpa_psk=",
    "\nzz", "\nzz=", "\n#", "\nzz_long_name", "é",
  ].map { Array($0.utf8) }

  /// Lines of hazards and of random bytes; some pass what one read of hostapd's takes.
  private mutating func text() -> [UInt8] {
    var bytes = Array("wpa_psk=".utf8)
    while bytes.count < 20_000 {
      switch random.below(10) {
      case 0: bytes += (0..<random.below(30)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      case 1 where random.chance(30):
        bytes += [UInt8](repeating: UInt8(ascii: "a"), count: Int(4080 + random.below(40)))
      default: bytes += Self.pieces[Int(random.below(UInt64(Self.pieces.count)))]
      }
    }
    return bytes
  }

  private static func read(_ bytes: [UInt8]) -> [Finding] {
    let text = ConfigurationText(reading: bytes)
    let options = text.lines.map { line in
      line.option.name == "wpa_psk"
        ? (line.number, Finding.key(line.number, value: line.option.value))
        : (line.number, Finding.unknown(line.number, name: line.option.name))
    }
    return (options + text.malformed.map { ($0, .malformed($0)) }).sorted { $0.0 < $1.0 }.map(\.1)
  }

  private static func heard(_ output: [UInt8]) -> [Finding] {
    output.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard line.starts(with: "Line ".utf8), let colon = line.firstIndex(of: UInt8(ascii: ":")),
        let number = UInt32(String(decoding: line[..<colon].dropFirst(5), as: UTF8.self))
      else { return nil }
      let complaint = line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }
      func quoted(_ words: String, _ end: String) -> [UInt8]? {
        guard complaint.starts(with: words.utf8) else { return nil }
        return Array(complaint.dropFirst(words.utf8.count).dropLast(end.utf8.count))
      }
      if let name = quoted("unknown configuration item '", "'") {
        return .unknown(number, name: String(decoding: name, as: UTF8.self))
      }
      if let value = quoted("Invalid PSK '", "'.") { return .key(number, value: value) }
      return complaint.starts(with: "invalid line '".utf8) ? .malformed(number) : nil
    }
  }
}
