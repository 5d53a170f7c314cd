import Glibc

/// How much of the processor's time something takes, over many runs: what else the machine does hardly matters.
struct Measurement {
  private let times: [Duration]

  /// - Parameters:
  ///   - runs: how often it is timed, after once without.
  ///   - body: returns a number that depends on all its work, so that none of it is left out.
  init(runs: Int, _ body: () -> Int) {
    var sum = body()
    times = (0..<runs).map { _ in
      let start = Self.processorTime
      sum &+= body()
      return Self.processorTime - start
    }.sorted()
    precondition(sum != .min)
  }

  /// The time that so many in a hundred do not pass.
  func percentile(_ percent: Int) -> Duration { times[(times.count - 1) * percent / 100] }

  private static var processorTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
