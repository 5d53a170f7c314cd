import CLinux
import Synchronization

/// The loop that receives what would go to the runtime's thread pool.
private let guardedLoop = Mutex<EventLoop?>(nil)

extension EventLoop {
  /// Keeps the program on one thread: work for the runtime's global pool stops a debug build and, in a release, runs on
  /// this loop instead.
  ///
  /// A task started without an executor preference is such work. The pool would start threads that wake up every second,
  /// and would touch the loop's objects from another thread.
  ///
  /// - Returns: false where the runtime has no hook for it.
  @discardableResult
  package func guardGlobalExecutor() -> Bool {
    guardedLoop.withLock { $0 = self }
    return clinux_take_global_jobs { job in
      #if DEBUG
        preconditionFailure("a task was started without the event loop as its executor")
      #else
        guard let loop = guardedLoop.withLock({ $0 }), let job else { return }
        loop.enqueue(unsafeBitCast(job, to: UnownedJob.self))
      #endif
    } == 0
  }
}
