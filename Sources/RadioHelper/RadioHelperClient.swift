package import LinuxPlatform
import SystemPackage

/// The agent's side of one radio's helper, on the event loop: starts the process when it is first needed, sends one
/// request at a time, and never waits longer than a request's deadline whatever the process is stuck in.
///
/// While a request is past its deadline its helper is abandoned but not replaced: two processes at one wedged driver would
/// only both hang. Callers then get `busy` until the late answer arrives, which is dropped, or the process ends.
package final class RadioHelperClient {
  private typealias Answer = Result<RadioReply, RadioHelperError>

  private struct Pending {
    let number: UInt32
    let request: RadioRequest
    let deadline: UInt64
    let settlement: Settlement<Answer>
  }

  private let loop: EventLoop
  private let command: Command
  private var process: ChildProcess?
  private var socket: SeqpacketSocket?
  private var source: EventSource?
  private var lastNumber: UInt32 = 0
  private var queue: [Pending] = []
  private var flight: Pending?
  /// Fires at the deadline of the request in flight, to send the queue away.
  private var lateness: EventSource?

  /// Makes a client; no process is started yet.
  ///
  /// - Parameters:
  ///   - loop: The loop on whose thread everything here is called.
  ///   - command: How to start the helper; nil is this very program with `--radio-helper`. Its socket and its blocked
  ///     signals are added here.
  package init(on loop: EventLoop, command: Command? = nil) {
    self.loop = loop
    var command = command ?? Command("/proc/self/exe", [RadioHelperProgram.argument])
    command.blocksSignals = true
    self.command = command
  }

  deinit {
    // Before the socket is closed: the loop must not know a number that is nobody's.
    source = nil
  }

  /// The process id of the helper; nil while there is none.
  package var pid: Int32? { process?.pid }

  /// The helper's state letter of proc(5), `D` while it hangs inside the kernel; nil while there is none.
  package var state: Character? { pid.flatMap { ProcFS().state(of: $0) } }

  /// The request that holds the helper past its deadline, as words that follow "cannot"; nil where none does.
  package var lateOperation: String? {
    guard let flight, flight.deadline <= loop.now else { return nil }
    return flight.request.operation
  }

  /// Asks the helper, after those who asked before.
  ///
  /// - Parameters:
  ///   - request: What to do.
  ///   - deadline: How long to wait, from now, for one's turn and the answer together.
  /// - Returns: The answer; never `failure`.
  /// - Throws: `RadioHelperError`.
  package func request(
    _ request: RadioRequest, deadline: Duration
  ) async throws(RadioHelperError) -> RadioReply {
    let operation = request.operation
    if let lateOperation { throw .busy(operation: operation, holding: lateOperation, pid: pid) }
    lastNumber &+= 1
    let number = lastNumber
    let uptime = loop.now.addingReportingOverflow(deadline.wholeNanoseconds)
    let outcome: Outcome<Answer> = await loop.withDeadline(deadline) { settlement in
      queue.append(
        Pending(
          number: number, request: request, deadline: uptime.overflow ? .max : uptime.partialValue,
          settlement: settlement))
      advance()
    }
    let holding = queue.contains { $0.number == number } ? flight?.request.operation ?? "start" : nil
    queue.removeAll { $0.number == number }
    switch outcome {
    case .reply(.success(.failure(let failure))): throw .failed(failure)
    case .reply(.success(let reply)): return reply
    case .reply(.failure(let error)): throw error
    case .cancelled: throw .cancelled(operation: operation)
    case .late:
      if let holding { throw .busy(operation: operation, holding: holding, pid: pid) }
      throw .late(operation: operation, pid: pid)
    }
  }

  /// Sends the next request if the helper is free.
  private func advance() {
    while flight == nil, !queue.isEmpty {
      // A process without its socket is on its way out: its end brings us here again.
      if process != nil, socket == nil { return }
      let next = queue.removeFirst()
      guard !next.settlement.isSettled else { continue }
      let isRunning = socket != nil
      do throws(PlatformError) {
        let socket = try connected()
        guard try socket.send(WireMessage(number: next.number, body: next.request).bytes) else {
          throw PlatformError("send a request to", on: "the radio's helper", .resourceTemporarilyUnavailable)
        }
        flight = next
        lateness = loop.timer(at: next.deadline) { [weak self] in self?.turnAwayQueue() }
      } catch {
        disconnect()
        if isRunning {
          // It died since its last answer: its end is about to be noticed, and then a new one is started.
          queue.insert(next, at: 0)
        } else {
          next.settlement.reply(.failure(.unreachable(operation: next.request.operation, error)))
        }
      }
    }
  }

  /// The socket of the helper, which is started where there is none.
  private func connected() throws(PlatformError) -> SeqpacketSocket {
    if let socket { return socket }
    let (ours, theirs) = try SeqpacketSocket.pair()
    var command = command
    command.descriptors[RadioHelperProgram.descriptor.rawValue] = theirs.descriptor
    let source = try loop.onReadable(ours.descriptor) { [weak self] in self?.receive() }
    process = try withExtendedLifetime(theirs) { () throws(PlatformError) in
      try ChildProcess(command, on: loop) { [weak self] exit in self?.ended(exit) }
    }
    self.source = source
    socket = ours
    return ours
  }

  private func receive() {
    guard let socket else { return }
    do throws(PlatformError) {
      switch try socket.receive() {
      case .nothing: return
      case .closed: disconnect()
      case .message(let bytes): settle(bytes)
      }
    } catch {
      disconnect()
    }
  }

  private func settle(_ bytes: [UInt8]) {
    guard let flight else { return }
    let answer: Answer
    do throws(WireError) {
      let message = try WireMessage<RadioReply>(bytes)
      // Number 0 answers a request that the helper could not read.
      guard message.number == flight.number || message.number == 0 else { return }
      answer = .success(message.body)
    } catch {
      answer = .failure(.malformed(operation: flight.request.operation))
    }
    land()
    // Too late, or cancelled: dropped by the settlement.
    flight.settlement.reply(answer)
    advance()
  }

  private func ended(_ exit: ProcessExit) {
    let last = try? socket?.receive()
    disconnect()
    process = nil
    // It may have answered before it ended.
    if case .message(let bytes) = last { settle(bytes) }
    if let flight, process == nil {
      land()
      flight.settlement.reply(.failure(.died(operation: flight.request.operation, exit)))
    }
    advance()
  }

  private func land() {
    flight = nil
    lateness = nil
  }

  private func disconnect() {
    source = nil
    socket = nil
  }

  /// Those who wait behind a late request need not wait for their own deadlines to know that nothing can be known.
  private func turnAwayQueue() {
    guard let flight else { return }
    let waiting = queue
    queue = []
    for pending in waiting {
      let operation = pending.request.operation
      pending.settlement.reply(
        .failure(.busy(operation: operation, holding: flight.request.operation, pid: pid)))
    }
  }
}
