/// What is to be done later, in the order of its time.
final class Schedule {
  private var entries: [(due: UInt64, action: () -> Void)] = []

  /// Runs `action` once, `delay` microseconds from now.
  func after(_ delay: UInt64, _ action: @escaping () -> Void) {
    let due = monotonicMicroseconds() + delay
    let index = entries.firstIndex { $0.due > due } ?? entries.count
    entries.insert((due, action), at: index)
  }

  /// Milliseconds until something is due, as poll wants them; -1 when nothing is.
  var timeout: Int32 {
    guard let first = entries.first else { return -1 }
    let now = monotonicMicroseconds()
    return first.due <= now ? 0 : Int32(clamping: (first.due - now + 999) / 1000)
  }

  func runDue() {
    let now = monotonicMicroseconds()
    while let first = entries.first, first.due <= now {
      entries.removeFirst()
      first.action()
    }
  }
}
