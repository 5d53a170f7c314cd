import Foundation
import Glibc
import Testing

/// `wifi-ap status --watch` against an agent whose status changes.
@Suite struct WatchTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: "wifi-ap-\(UUID().uuidString)")

  /// A status document of Specs/cli, as it stands or with another count of clients.
  private func document(clients: Int? = nil, uptime: Int = 266_400_000) throws -> Data {
    var text = try String(contentsOf: CommandLineTests.folder.appending(path: "status-on-air.json"), encoding: .utf8)
    text = text.replacingOccurrences(of: "\"uptimeMilliseconds\": 266400000", with: "\"uptimeMilliseconds\": \(uptime)")
    if let clients {
      text = text.replacingOccurrences(of: "\"stations\": 0", with: "\"stations\": \(clients)")
    }
    return Data(text.utf8)
  }

  /// Starts `wifi-ap status` with these arguments.
  private func watch(_ arguments: [String], output: FileHandle, errors: FileHandle? = nil) throws -> Process {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(filePath: own).deletingLastPathComponent().appending(path: "wifi-ap")
    process.arguments = ["status", "--watch", "--root", root.path] + arguments
    process.environment = ["PATH": "/usr/bin:/bin", "TERM": "vt100"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors ?? FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Reads until the text has been seen.
  private func read(_ descriptor: Int32, until done: (String) -> Bool) -> String {
    var seen: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !done(String(decoding: seen, as: UTF8.self)) {
      var end = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&end, 1, 30_000) > 0 else { break }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      seen += buffer.prefix(count)
    }
    return String(decoding: seen, as: UTF8.self)
  }

  private func lines(_ text: String) -> Int { text.count { $0 == "\n" } }

  @Test func `as JSON each change is a document on a line, and only a change`() throws {
    let answers = [
      try document(), try document(uptime: 266_401_000), try document(clients: 4), try document(clients: 4),
      try document(clients: 5),
    ]
    let agent = try ScriptedAgent(root: root, answers: answers)
    defer { agent.end() }
    let pipe = Pipe()
    let process = try watch(["--format", "json"], output: pipe.fileHandleForWriting)
    try pipe.fileHandleForWriting.close()
    let text = read(pipe.fileHandleForReading.fileDescriptor) { lines($0) == 3 }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    let rest = text + read(pipe.fileHandleForReading.fileDescriptor) { _ in false }
    let documents = try rest.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let counts = documents.map { document in
      let points = document["accessPoints"] as? [[String: Any]]
      return points?.last?["stations"] as? Int
    }
    #expect(counts == [0, 4, 5])
    #expect(agent.heard.count >= 5)
    #expect(Set(agent.heard) == [#"{"command":"status"}"#], "it asks for nothing else")
  }

  @Test func `it ends when nobody reads any more`() throws {
    let agent = try ScriptedAgent(root: root, answers: [try document()])
    defer { agent.end() }
    let pipe = Pipe()
    let process = try watch([], output: pipe.fileHandleForWriting)
    try pipe.fileHandleForWriting.close()
    let text = read(pipe.fileHandleForReading.fileDescriptor) { $0.contains("radio main") }
    #expect(!text.contains("\u{1b}"), "colours and movements are for terminals")
    try pipe.fileHandleForReading.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
  }

  @Test func `while the agent is restarted it waits, and without one it does not begin`() throws {
    let nobody = try watch([], output: .nullDevice)
    nobody.waitUntilExit()
    #expect(nobody.terminationStatus == 69)
    let first = try ScriptedAgent(root: root, answers: [try document()])
    let (output, errors) = (Pipe(), Pipe())
    let process = try watch(
      [], output: output.fileHandleForWriting, errors: errors.fileHandleForWriting)
    _ = read(output.fileHandleForReading.fileDescriptor) { $0.contains("radio main") }
    first.end()
    let said = read(errors.fileHandleForReading.fileDescriptor) { $0.contains("\n") }
    #expect(said == "wifi-ap: no daemon answers; waiting for it\n")
    try FileManager.default.removeItem(at: root)
    let second = try ScriptedAgent(root: root, answers: [try document(clients: 9)])
    defer { second.end() }
    let text = read(output.fileHandleForReading.fileDescriptor) { $0.contains("9 clients") }
    #expect(text.contains("9 clients"))
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
  }

  @Test func `on a terminal it draws in place, no wider than that, and gives the cursor back`() throws {
    let agent = try ScriptedAgent(root: root, answers: [try document(), try document(clients: 4)])
    defer { agent.end() }
    // The importer knows neither posix_openpt(3) and its like nor these two (asm-generic/ioctls.h).
    let (getNumber, setLock): (UInt, UInt) = (0x8004_5430, 0x4004_5431)
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    defer { close(master) }
    var lock: Int32 = 0
    var number: UInt32 = 0
    try #require(ioctl(master, setLock, &lock) == 0 && ioctl(master, getNumber, &number) == 0)
    let terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var size = winsize(ws_row: 7, ws_col: 40, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0)
    let process = try watch([], output: FileHandle(fileDescriptor: terminal))
    close(terminal)
    var text = read(master) { $0.components(separatedBy: "\u{1b}[J").count > 3 }
    process.interrupt()
    text += read(master) { $0.contains("\u{1b}[?25h") }
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(text.hasPrefix("\u{1b}[?25l\u{1b}[H"))
    #expect(text.hasSuffix("\u{1b}[?25h"))
    let screens = text.components(separatedBy: "\u{1b}[H").dropFirst()
    for screen in screens.dropLast() {
      #expect(screen.hasSuffix("\u{1b}[K\r\n\u{1b}[J"), "each line's rest and the screen's are cleared")
      let lines = screen.replacingOccurrences(of: "\u{1b}\\[[0-9;]*[A-Za-z]", with: "", options: .regularExpression)
        .components(separatedBy: "\r\n")
      #expect(lines.count == 7, "the line below the last stays free")
      #expect(lines.allSatisfy { $0.count < 40 })
      #expect(lines[5].hasPrefix("... and "))
      #expect(lines[1].hasPrefix("    on the air for 3 h 12 min, channel"))
    }
  }
}
