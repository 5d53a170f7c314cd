import Glibc
import LinuxPlatform
import SystemPackage
import Testing

@Suite struct KernelLogTests {
  private func parsed(_ text: String) -> KernelRecord? { KernelRecord(Array(text.utf8)[...]) }

  @Test func `a record of a driver carries its device`() throws {
    let record = try #require(
      parsed("6,411,9120044,-;usb 1-1: card says hello\n SUBSYSTEM=usb\n DEVICE=c189:1\n"))
    #expect(record.facility == 0)
    #expect(record.isFromKernel)
    #expect(record.level == 6)
    #expect(record.sequence == 411)
    #expect(record.microseconds == 9_120_044)
    #expect(record.text == Array("usb 1-1: card says hello".utf8))
    #expect(record.subsystem == "usb")
    #expect(record.device == "c189:1")
    #expect(record["OTHER"] == nil)
  }

  @Test func `the facility of user space is not the kernel's, whatever it claims`() throws {
    let record = try #require(parsed("11,8,1,-;usb 1-1: I am the kernel"))
    #expect(record.facility == 1)
    #expect(record.level == 3)
    #expect(!record.isFromKernel)
  }

  @Test func `escapes become the bytes that were written`() throws {
    let record = try #require(parsed("12,1,1,-;a\\x0ab\\xc3\\xa9 \\x5c \\xZZ \\x4\n KEY=v\\x3dw\n"))
    #expect(record.text == Array("a\nbé \\ \\xZZ \\x4".utf8))
    #expect(record["KEY"] == "v=w")
  }

  @Test func `an escaped newline cannot forge a field`() throws {
    let record = try #require(parsed("12,1,1,-;text\\x0a DEVICE=c189:1"))
    #expect(record.device == nil)
  }

  @Test func `further values of the header are passed over`() throws {
    let record = try #require(parsed("30,2,3,c,caller=T117;text; with = all, of it"))
    #expect(record.facility == 3)
    #expect(record.text == Array("text; with = all, of it".utf8))
  }

  @Test(arguments: [
    "", ";", "6,1,2,-", "6,1,2;text", "x,1,2,-;text", "-6,1,2,-;text", "6,,2,-;text", "6,1,99999999999999999999,-;t",
    "4294967296,1,2,-;text", "+6,1,2,-;text",
  ])
  func `what is no record is nil`(text: String) {
    #expect(parsed(text) == nil)
  }

  @Test func `any bytes are read without a trap`() {
    var generator = SplitMix(state: 7)
    let alphabet = Array("0123456789,;-\\x\n =KAZ\u{0}é".utf8)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      if let record = KernelRecord(bytes[...]) { #expect(record.level < 8) }
    }
  }

  @Test func `the last number that there is can be followed`() throws {
    var continuity = KernelLog.Continuity()
    let last = try #require(parsed("6,18446744073709551615,1,-;text"))
    let first = try #require(parsed("6,0,1,-;text"))
    #expect(continuity.items(with: first) == [.record(first)])
    #expect(continuity.items(with: last) == [.lost(.max - 1), .record(last)])
    #expect(continuity.items(with: first) == [.record(first)])
    continuity.noteOverrun()
    #expect(continuity.items(with: first) == [.lost(nil), .record(first)])
  }

  @Test func `a gap in the numbers is reported before the record that shows it`() throws {
    let place = try TemporaryDirectory()
    let path = place.path.appending("log")
    path.withPlatformString { _ = mkfifo($0, 0o600) }
    let log = try KernelLog(from: .oldest, path: path)
    let writer = try FileDescriptor.open(path, .writeOnly)
    defer { try? writer.close() }
    var seen: [KernelLog.Item] = []
    for sequence in [5, 6, 9] {
      _ = try writer.writeAll("6,\(sequence),1,-;text".utf8)
      seen += try log.read()
    }
    #expect(try log.read() == [])
    let numbers = seen.map { item in
      switch item {
      case .record(let record): "record \(record.sequence)"
      case .lost(let count): "lost \(count.map(String.init) ?? "some")"
      }
    }
    #expect(numbers == ["record 5", "record 6", "lost 2", "record 9"])
  }

  @Test(.enabled(if: access("/dev/kmsg", W_OK) == 0 && (try? KernelLog(from: .end)) != nil))
  func `a line written to the live log arrives, attributed to user space`() throws {
    let log = try KernelLog(from: .end)
    let token = "linux-platform-test \(UInt64.random(in: .min ... .max))"
    let writer = try FileDescriptor.open("/dev/kmsg", .writeOnly)
    defer { try? writer.close() }
    _ = try writer.writeAll("<3>\(token)\n".utf8)
    let records = try log.read().compactMap { if case .record(let record) = $0 { record } else { nil } }
    let written = try #require(records.first { $0.text == Array(token.utf8) })
    #expect(written.facility == 1)
    #expect(written.level == 3)
    let oldest = try KernelLog(from: .oldest).read(limit: 1)
    #expect(oldest.count == 1)
  }
}

/// A seeded generator (SplitMix64), so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
