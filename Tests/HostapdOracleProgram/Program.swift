import Glibc
import HostapdOracle
import LinuxPlatform
import SystemPackage
import WiFiModel
import WiFiSimulation

/// `hostapd-oracle PAIRS [SEED]`: random pairs of SSID and passphrase, through the product's files, into hostapd.
@main enum Program {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().map { UInt64($0) }
    guard (1...2).contains(arguments.count), let pairs = arguments[0], pairs > 0,
      let seed = arguments.count == 1 ? UInt64.random(in: 0..<1 << 32) : arguments[1]
    else {
      write("usage: hostapd-oracle PAIRS [SEED], both numbers\n", to: STDERR_FILENO)
      exit(64)
    }
    let loop = try EventLoop()
    let oracle = try Oracle(on: loop)
    loop.start {
      let start = SystemClock.uptimeNanoseconds
      var examination = Examination(seed: seed, oracle: oracle)
      do {
        try await examination.run(pairs)
      } catch {
        examination.failures.append("\(error)")
      }
      let seconds = Double(SystemClock.uptimeNanoseconds - start) / 1e9
      write(examination.summary(seconds: seconds), to: STDOUT_FILENO)
      loop.stop(examination.failures.isEmpty ? 0 : 1)
    }
    exit(try loop.run())
  }

  private static func write(_ text: String, to descriptor: Int32) {
    _ = try? FileDescriptor(rawValue: descriptor).writeAll(text.utf8)
  }
}
