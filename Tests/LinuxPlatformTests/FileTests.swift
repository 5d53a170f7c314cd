import Glibc
import LinuxPlatform
import SystemPackage
import Testing

@Suite struct FileTests {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  @Test(arguments: [0o600, 0o640, 0o666] as [UInt32])
  func `an atomic write gives the mode asked for whatever the umask`(mode: UInt32) throws {
    let path = place.path.appending("secret")
    try AtomicFile.write([1, 2, 3], to: path, mode: mode, durable: true)
    let file = try SmallFile(reading: path, limit: 3)
    #expect(file.bytes == [1, 2, 3])
    #expect(file.mode == mode)
    #expect(file.owner == geteuid())
    #expect(place.names() == ["secret"])
  }

  @Test func `an atomic write replaces a link and leaves its target`() throws {
    try place.file("target", "old")
    try place.link("name", to: "target")
    try AtomicFile.write(Array("new".utf8), to: place.path.appending("name"), mode: 0o600)
    #expect(try SmallFile(reading: place.path.appending("target"), limit: 10).bytes == Array("old".utf8))
    #expect(try SmallFile(reading: place.path.appending("name"), limit: 10).bytes == Array("new".utf8))
  }

  @Test func `a failed write leaves nothing behind`() throws {
    place.directory("taken/by-a-directory")
    #expect(throws: PlatformError.self) {
      try AtomicFile.write([1], to: place.path.appending("taken"), mode: 0o600)
    }
    #expect(place.names() == ["taken"])
  }

  @Test func `a missing directory is named`() throws {
    let path = place.path.appending("none/file")
    #expect(throws: PlatformError("write", on: path.string, .noSuchFileOrDirectory)) {
      try AtomicFile.write([1], to: path, mode: 0o600)
    }
  }

  @Test func `a file beyond the limit is refused and one at the limit is read`() throws {
    let path = try place.file("five", "12345")
    #expect(try SmallFile(reading: path, limit: 5).bytes.count == 5)
    let error = #expect(throws: PlatformError.self) { _ = try SmallFile(reading: path, limit: 4) }
    #expect(error?.code == .fileTooLarge)
    #expect(error?.description == "cannot read \(path): File too large; it has more than 4 bytes")
  }

  @Test func `links, directories and pipes are no small files`() throws {
    try place.file("file", "x")
    try place.link("link", to: "file")
    place.path.appending("pipe").withPlatformString { _ = mkfifo($0, 0o600) }
    for (name, code) in [
      ("link", Errno.tooManySymbolicLinkLevels), ("pipe", .invalidArgument), (".", .invalidArgument),
    ] {
      let error = #expect(throws: PlatformError.self) {
        _ = try SmallFile(reading: place.path.appending(name), limit: 10)
      }
      #expect(error?.code == code, "\(name)")
    }
    #expect(try SmallFile(reading: place.path.appending("link"), limit: 10, followLinks: true).bytes == [120])
    let error = #expect(throws: PlatformError.self) {
      _ = try SmallFile(reading: place.path.appending("none"), limit: 10)
    }
    #expect(error?.isAbsent == true)
  }

  @Test func `a lock is held by one at a time and freed with its object`() throws {
    let path = place.path.appending("lock")
    var first = try FileLock.attempt(path)
    #expect(first != nil)
    #expect(try FileLock.attempt(path) == nil)
    first = nil
    #expect(try FileLock.attempt(path) != nil)
    #expect(try SmallFile(reading: path, limit: 1).mode == 0o600)
  }
}

@Suite struct SystemClockTests {
  @Test func `uptime does not run backwards`() {
    let first = SystemClock.uptimeNanoseconds
    #expect(SystemClock.uptimeNanoseconds >= first)
  }
}
