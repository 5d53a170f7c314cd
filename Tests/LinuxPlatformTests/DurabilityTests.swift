import LinuxPlatform
import SystemPackage
import Testing
import WitnessedDisk

/// A power cut at any moment leaves the old file or the new one, and after a durable write the new one.
@Suite struct DurabilityTests {
  private typealias Content = WitnessedDisk.Content

  private let place: TemporaryDirectory
  private let file: FilePath
  private let old = Content.bytes(Array("old".utf8))
  private let new = Content.bytes(Array("new".utf8))

  init() throws {
    place = try TemporaryDirectory()
    file = try place.file("budget", "old")
  }

  /// What a write asks of the disk, in order.
  private func calls(durable: Bool) throws -> [WitnessedDisk.Call] {
    let disk = WitnessedDisk(below: place.path)
    try AtomicFile.write(Array("new".utf8), to: file, mode: 0o600, durable: durable)
    return disk.calls
  }

  /// What a power cut may leave after none of these calls, after the first, and so on to all of them.
  private func leavings(_ calls: [WitnessedDisk.Call]) -> [Set<Content>] {
    (0...calls.count).map { WitnessedDisk.leavings(of: file, holding: old, after: calls.prefix($0)) }
  }

  @Test func `a durable write puts the bytes on the disk, then the name`() throws {
    let leavings = leavings(try calls(durable: true))
    #expect(leavings == [[old], [old], [old, new], [new]])
  }

  @Test func `without the sync of the file a power cut tears it`() throws {
    let calls = try calls(durable: true).filter { if case .syncFile = $0 { false } else { true } }
    #expect(leavings(calls).contains { $0.contains(.torn) })
  }

  @Test func `without the sync of the folder a power cut takes the file back`() throws {
    let calls = try calls(durable: true).filter { if case .syncFolder = $0 { false } else { true } }
    #expect(leavings(calls).last?.contains(old) == true)
  }

  @Test func `a new folder has its name on the disk, and so have those above it that are new`() throws {
    let disk = WitnessedDisk(below: place.path)
    let new = place.path.appending("lib")
    try Folder.make(new.appending("wifi-ap"), mode: 0o700)
    #expect(disk.calls == [.syncFolder(place.path.string), .syncFolder(new.string)])
    try Folder.make(new.appending("wifi-ap"), mode: 0o700)
    #expect(disk.calls.count == 2)
  }

  @Test func `a write that need not last waits for no disk`() throws {
    let calls = try calls(durable: false)
    #expect(calls.count == 1)
    #expect(leavings(calls).last == [old, .torn])
  }
}
