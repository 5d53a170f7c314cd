import Glibc
import LinuxPlatform
import NL80211
import SystemPackage
import Testing

@testable import RadioHelper

/// A client as an actor on the loop has it, so that several may ask at once.
private actor Asker {
  private let client: RadioHelperClient
  private let loop: EventLoop
  private var watch: EventSource?

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(on loop: EventLoop, command: Command = Asker.helper) {
    self.loop = loop
    client = RadioHelperClient(on: loop, command: command)
  }

  /// The helper's program, which the build puts beside that of the tests.
  static var helper: Command {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    _ = readlink("/proc/self/exe", &path, path.count - 1)
    let tests = FilePath(String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    return Command(tests.removingLastComponent().appending("radio-helper-program"))
  }

  var pid: Int32? { client.pid }
  var state: Character? { client.state }
  var lateOperation: String? { client.lateOperation }

  func ask(_ request: RadioRequest = .ping, within deadline: Duration = .seconds(60)) async -> Answer {
    do {
      return Answer(reply: try await client.request(request, deadline: deadline), error: nil)
    } catch {
      return Answer(reply: nil, error: error)
    }
  }

  func signal(_ number: Int32) throws {
    let file = try ProcessDescriptor.open(try #require(pid))
    defer { try? file.close() }
    try ProcessDescriptor.signal(number, file)
  }

  /// Waits until the helper no longer holds a late request.
  func settle() async {
    while client.lateOperation != nil { try? await loop.sleep(for: .milliseconds(5)) }
  }

  /// Ends the helper at rest and waits until it is reaped: the tests' process must not collect dead children.
  func dismiss() async throws {
    while let pid = client.pid {
      try? signal(SIGKILL)
      while client.pid == pid { try await loop.sleep(for: .milliseconds(5)) }
    }
  }

  /// Stops the helper, and waits until it is: a signal is delivered at the kernel's leisure.
  func freeze() async throws {
    try signal(SIGSTOP)
    while client.state != "T" { try await loop.sleep(for: .milliseconds(5)) }
  }
}

private struct Answer: Equatable {
  let reply: RadioReply?
  let error: RadioHelperError?
}

private func onLoop(_ story: @escaping @Sendable (EventLoop) async throws -> Void) throws {
  let loop = try EventLoop()
  loop.start {
    do { try await story(loop) } catch { Issue.record(error) }
    loop.stop()
  }
  try loop.run()
}

@Suite struct RadioHelperClientTests {
  /// Runs a story with a client, and leaves no process behind.
  private func withHelper(_ story: @escaping @Sendable (Asker, EventLoop) async throws -> Void) throws {
    try onLoop { loop in
      let asker = Asker(on: loop)
      do { try await story(asker, loop) } catch { Issue.record(error) }
      try await asker.dismiss()
    }
  }

  @Test func `A helper is started by the first request, answers, and stays`() throws {
    try withHelper { asker, _ in
      #expect(await asker.pid == nil)
      #expect(await asker.ask().reply == .done)
      let pid = try #require(await asker.pid)
      let links = await asker.ask(.route(.getLinks)).reply
      guard case .links(let list) = links else {
        Issue.record("no list of links: \(String(describing: links))")
        return
      }
      #expect(list.contains { $0.name == "lo" })
      #expect(await asker.pid == pid)
    }
  }

  @Test func `Requests made at once are answered each with its own`() throws {
    try withHelper { asker, _ in
      async let first = asker.ask(.route(.getLinks))
      async let second = asker.ask(.ping)
      async let third = asker.ask(.loadModule(name: "../x", parameters: []))
      guard case .links = await first.reply else {
        Issue.record("the first answer is no list of links")
        return
      }
      #expect(await second.reply == .done)
      guard case .failed(.refused) = await third.error else {
        Issue.record("a path was taken for a module's name")
        return
      }
    }
  }

  @Test func `Behind a late request others are turned away until its answer comes and is dropped`() throws {
    try withHelper { asker, _ in
      #expect(await asker.ask().reply == .done)
      let pid = await asker.pid
      try await asker.freeze()
      async let late = asker.ask(.route(.getLinks), within: .milliseconds(300))
      async let queued = asker.ask(within: .seconds(60))
      #expect(await late.error == .late(operation: "list links", pid: pid))
      let busy = RadioHelperError.busy(
        operation: RadioRequest.ping.operation, holding: "list links", pid: pid)
      #expect(await queued.error == busy)
      #expect(await asker.ask().error == busy)
      #expect(await asker.lateOperation == "list links")
      try await asker.signal(SIGCONT)
      await asker.settle()
      #expect(await asker.ask().reply == .done)
      #expect(await asker.pid == pid)
    }
  }

  @Test func `A request behind one that is in time is not sent after its own deadline`() throws {
    try withHelper { asker, _ in
      #expect(await asker.ask().reply == .done)
      let pid = await asker.pid
      try await asker.freeze()
      async let first = asker.ask(within: .seconds(60))
      async let second = asker.ask(.route(.getLinks), within: .milliseconds(100))
      #expect(
        await second.error
          == .busy(operation: "list links", holding: RadioRequest.ping.operation, pid: pid))
      try await asker.signal(SIGCONT)
      #expect(await first.reply == .done)
    }
  }

  @Test func `A cancelled request leaves the helper to the next once it is answered`() throws {
    try withHelper { asker, loop in
      #expect(await asker.ask().reply == .done)
      try await asker.freeze()
      let cancelled = await withTaskGroup(of: Answer.self) { group in
        group.addTask { await asker.ask(.route(.getLinks)) }
        try? await loop.sleep(for: .milliseconds(20))
        group.cancelAll()
        return await group.next()
      }
      #expect(cancelled?.error == .cancelled(operation: "list links"))
      try await asker.signal(SIGCONT)
      #expect(await asker.ask().reply == .done)
    }
  }

  @Test func `A helper that dies at work is told, and the next request starts another`() throws {
    try withHelper { asker, loop in
      #expect(await asker.ask().reply == .done)
      let pid = await asker.pid
      try await asker.freeze()
      async let lost = asker.ask(.route(.getLinks))
      async let next = asker.ask()
      try? await loop.sleep(for: .milliseconds(20))
      try await asker.signal(SIGKILL)
      #expect(await lost.error == .died(operation: "list links", .signalled(SIGKILL)))
      #expect(await next.reply == .done)
      #expect(await asker.pid != pid)
    }
  }

  @Test func `A helper that died at rest is replaced without an error`() throws {
    try withHelper { asker, loop in
      #expect(await asker.ask().reply == .done)
      let pid = await asker.pid
      try await asker.signal(SIGKILL)
      while await asker.pid == pid { try await loop.sleep(for: .milliseconds(5)) }
      #expect(await asker.ask().reply == .done)
      #expect(await asker.pid != pid)
    }
  }

  @Test func `A signal does not disturb the helper`() throws {
    try withHelper { asker, _ in
      #expect(await asker.ask().reply == .done)
      let pid = await asker.pid
      for number in [SIGTERM, SIGINT, SIGHUP, SIGUSR1] { try await asker.signal(number) }
      #expect(await asker.ask().reply == .done)
      #expect(await asker.pid == pid)
    }
  }

  @Test func `A helper that cannot be started is told with its path`() throws {
    try onLoop { loop in
      let asker = Asker(on: loop, command: Command("/nonexistent/helper"))
      guard case .unreachable(_, let error) = await asker.ask().error else {
        Issue.record("a program that does not exist was started")
        return
      }
      #expect(error.code == .noSuchFileOrDirectory)
      #expect(error.description.contains("/nonexistent/helper"))
    }
  }

  @Test func `The helper refuses garbage, goes on, and ends when its socket closes`() throws {
    try onLoop { loop in
      var command = Asker.helper
      var ends: (SeqpacketSocket, SeqpacketSocket)? = try SeqpacketSocket.pair()
      command.descriptors[3] = try #require(ends).1.descriptor
      let child = try ChildProcess(command, on: loop)
      for message in [[0xff, 1, 2], WireMessage(number: 7, body: RadioRequest.ping).bytes] as [[UInt8]] {
        #expect(try ends?.0.send(message) == true)
        var received = try ends?.0.receive()
        while received == .nothing {
          try await loop.sleep(for: .milliseconds(2))
          received = try ends?.0.receive()
        }
        guard case .message(let bytes) = received else {
          Issue.record("the helper closed its socket")
          return
        }
        let answer = try WireMessage<RadioReply>(bytes)
        #expect(answer.number == (message.count == 3 ? 0 : 7))
        #expect((answer.body == .done) == (answer.number == 7))
      }
      ends = nil
      #expect(await child.exit(within: .seconds(60)) == .reply(.exited(0)))
    }
  }
}
