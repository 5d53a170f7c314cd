import Synchronization

/// How a wait with a deadline ended.
package enum Outcome<Value: Sendable>: Sendable {
  /// The reply came in time.
  case reply(Value)

  /// The deadline passed first.
  case late

  /// The waiting task was cancelled first.
  case cancelled
}

extension Outcome: Equatable where Value: Equatable {}

/// The answering side of one wait: whoever settles first decides, later calls change nothing.
package final class Settlement<Value: Sendable>: Sendable {
  private enum State {
    case idle
    case waiting(CheckedContinuation<Outcome<Value>, Never>)
    case settled(Outcome<Value>)
  }

  private let state = Mutex(State.idle)

  init() {}

  /// Gives the reply.
  ///
  /// - Returns: false when the wait was over already, and the reply therefore dropped.
  @discardableResult
  package func reply(_ value: Value) -> Bool { settle(.reply(value)) }

  /// True once the wait is over.
  package var isSettled: Bool {
    state.withLock { if case .settled = $0 { true } else { false } }
  }

  @discardableResult
  func settle(_ outcome: Outcome<Value>) -> Bool {
    let (first, waiter): (Bool, CheckedContinuation<Outcome<Value>, Never>?) = state.withLock { state in
      switch state {
      case .settled: return (false, nil)
      case .idle:
        state = .settled(outcome)
        return (true, nil)
      case .waiting(let continuation):
        state = .settled(outcome)
        return (true, continuation)
      }
    }
    waiter?.resume(returning: outcome)
    return first
  }

  func await(by continuation: CheckedContinuation<Outcome<Value>, Never>) {
    let early: Outcome<Value>? = state.withLock { state in
      if case .settled(let outcome) = state { return outcome }
      state = .waiting(continuation)
      return nil
    }
    if let early { continuation.resume(returning: early) }
  }
}

extension EventLoop {
  /// Waits for a reply until a deadline, counted from now, and returns at the deadline whatever becomes of the request.
  ///
  /// Not a race of tasks: a task group would wait for the loser, which is the very thing that may hang. `start` is
  /// called at once; it begins the request and keeps the settlement where the reply will be received.
  package func withDeadline<Value: Sendable>(
    _ delay: Duration, _ start: (Settlement<Value>) -> Void
  ) async -> Outcome<Value> {
    let settlement = Settlement<Value>()
    let timer = timer(after: delay) { settlement.settle(.late) }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        settlement.await(by: continuation)
        if !settlement.isSettled { start(settlement) }
      }
    } onCancel: {
      settlement.settle(.cancelled)
    }
    withExtendedLifetime(timer) {}
    return outcome
  }

  /// Suspends the calling task for a time, suspend of the machine included.
  ///
  /// - Throws: `CancellationError` as soon as the task is cancelled.
  package func sleep(for delay: Duration) async throws(CancellationError) {
    let outcome: Outcome<Never> = await withDeadline(delay) { _ in }
    if case .cancelled = outcome { throw CancellationError() }
  }
}
