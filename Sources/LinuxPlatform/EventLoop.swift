import CLibSystemd
import CLinux
import Glibc
import Synchronization
import SystemPackage

/// The one event loop of the program: sd-event, as an executor that actors are pinned to.
///
/// Everything about it belongs to the thread that made it, which is also the thread that runs it. Other threads may only
/// enqueue jobs and release sources, both through an inbox. This is why it may be `Sendable` unchecked: every other entry
/// checks the thread.
///
/// Handlers run synchronously on that thread, one at a time, never within one another. An actor pinned to the loop may
/// enter its isolation from a handler by `assumeIsolated`.
package final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
  private struct Inbox {
    var jobs: [UnownedJob] = []
    /// Sources to release, as bit patterns: pointers are not `Sendable`.
    var retired: [UInt] = []
  }

  private let event: OpaquePointer
  private let thread: pthread_t
  private let wakeup: FileDescriptor
  private let inbox = Mutex(Inbox())
  private var jobs: [UnownedJob] = []
  private var jobsPending: OpaquePointer?
  private var ownSources: [OpaquePointer] = []

  /// Makes the loop of the calling thread.
  ///
  /// - Throws: the failing call, when descriptors or memory are exhausted.
  package init() throws(PlatformError) {
    var event: OpaquePointer?
    let result = sd_event_new(&event)
    guard result >= 0, let event else { throw PlatformError("make the event loop", Errno(rawValue: -result)) }
    let wakeup = clinux_eventfd()
    guard wakeup >= 0 else {
      let code = Errno(rawValue: errno)
      sd_event_unref(event)
      throw PlatformError("make an eventfd", code)
    }
    self.event = event
    self.thread = pthread_self()
    self.wakeup = FileDescriptor(rawValue: wakeup)
    try addOwnSources()
  }

  deinit {
    for source in ownSources { sd_event_source_disable_unref(source) }
    for source in inbox.withLock({ $0.retired }) { sd_event_source_disable_unref(OpaquePointer(bitPattern: source)) }
    sd_event_unref(event)
    try? wakeup.close()
  }

  /// The loop's sources of its own: jobs made here, jobs from other threads, and a timer that is never armed and keeps
  /// the boot-time clock's descriptor open, so that making a timer cannot fail for lack of descriptors.
  private func addOwnSources() throws(PlatformError) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    var source: OpaquePointer?
    var result = sd_event_add_defer(
      event, &source,
      { _, context in
        context.map { Unmanaged<EventLoop>.fromOpaque($0).takeUnretainedValue().runJobs() }
        return 0
      }, context)
    if let source {
      ownSources.append(source)
      jobsPending = source
      result = sd_event_source_set_enabled(source, Int32(SD_EVENT_OFF))
    }
    if result >= 0 {
      source = nil
      result = sd_event_add_io(
        event, &source, wakeup.rawValue, UInt32(EPOLLIN.rawValue),
        { _, _, _, context in
          context.map { Unmanaged<EventLoop>.fromOpaque($0).takeUnretainedValue().emptyInbox() }
          return 0
        }, context)
      if let source { ownSources.append(source) }
    }
    if result >= 0 {
      source = nil
      result = sd_event_add_time(event, &source, CLOCK_BOOTTIME, UInt64.max, 1, { _, _, _ in 0 }, nil)
      if let source {
        ownSources.append(source)
        sd_event_source_set_enabled(source, Int32(SD_EVENT_OFF))
      }
    }
    guard result >= 0 else { throw PlatformError("prepare the event loop", Errno(rawValue: -result)) }
  }

  // MARK: Running

  /// True on the thread that made the loop.
  package var onLoopThread: Bool { pthread_equal(thread, pthread_self()) != 0 }

  /// Nanoseconds since boot, suspend included.
  package var now: UInt64 { SystemClock.uptimeNanoseconds }

  /// Runs the loop on the thread that made it, until `stop`.
  ///
  /// - Returns: the code given to `stop`.
  /// - Throws: the reason for which sd-event gave up, such as a descriptor closed under its source.
  @discardableResult
  package func run() throws(PlatformError) -> Int32 {
    precondition(onLoopThread, "the event loop runs on the thread that made it")
    let result = sd_event_loop(event)
    guard result >= 0 else { throw PlatformError("run the event loop", Errno(rawValue: -result)) }
    return result
  }

  /// Ends `run` after the handler at work; jobs and events still waiting are dropped.
  ///
  /// - Parameter exitCode: 0 or positive.
  package func stop(_ exitCode: Int32 = 0) {
    precondition(onLoopThread)
    precondition(exitCode >= 0, "an exit code is not negative")
    sd_event_exit(event, exitCode)
  }

  /// Starts a task on the loop: the only form in which the program starts unstructured tasks.
  @discardableResult
  package func start(_ operation: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    Task(executorPreference: self) { await operation() }
  }

  // MARK: Executor

  package func enqueue(_ job: consuming ExecutorJob) {
    enqueue(UnownedJob(job))
  }

  package func enqueue(_ job: UnownedJob) {
    guard onLoopThread else {
      inbox.withLock { $0.jobs.append(job) }
      return wake()
    }
    jobs.append(job)
    if jobs.count == 1 { sd_event_source_set_enabled(jobsPending, Int32(SD_EVENT_ONESHOT)) }
  }

  package func checkIsolated() {
    precondition(onLoopThread, "this code belongs to the event loop's thread")
  }

  package func isIsolatingCurrentContext() -> Bool? { onLoopThread }

  private func runJobs() {
    var batch: [UnownedJob] = []
    swap(&batch, &jobs)
    for job in batch {
      job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }
  }

  private func emptyInbox() {
    var counter: UInt64 = 0
    _ = withUnsafeMutableBytes(of: &counter) { read(wakeup.rawValue, $0.baseAddress, $0.count) }
    let received = inbox.withLock { inbox in
      let received = inbox
      inbox = Inbox()
      return received
    }
    for source in received.retired { sd_event_source_disable_unref(OpaquePointer(bitPattern: source)) }
    for job in received.jobs { enqueue(job) }
  }

  private func wake() {
    var one: UInt64 = 1
    // EAGAIN means that the counter is full, hence the loop already awake.
    _ = withUnsafeBytes(of: &one) { write(wakeup.rawValue, $0.baseAddress, $0.count) }
  }

  // MARK: Sources

  /// Lets a library that knows sd-event add sources of its own, such as a bus connection.
  package func attach(_ body: (OpaquePointer) -> Int32) -> Int32 {
    precondition(onLoopThread)
    return body(event)
  }

  /// Calls `make` with the loop and a box for the handler, and wraps the source it added.
  ///
  /// The source owns the box, not the wrapper: a wrapper released on another thread leaves the handler valid until the
  /// loop has removed the source.
  func add<Argument>(
    _ operation: String, _ subject: String, handler: @escaping (Argument) -> Void,
    _ make: (OpaquePointer, inout OpaquePointer?, UnsafeMutableRawPointer) -> Int32
  ) throws(PlatformError) -> EventSource {
    precondition(onLoopThread, "sources are added on the event loop's thread")
    let box = Unmanaged.passRetained(Handler(handler) as AnyObject)
    var source: OpaquePointer?
    let result = make(event, &source, box.toOpaque())
    guard result >= 0, let source else {
      box.release()
      throw PlatformError(operation, on: subject, Errno(rawValue: -result))
    }
    sd_event_source_set_destroy_callback(source) { box in
      box.map { Unmanaged<AnyObject>.fromOpaque($0).release() }
    }
    return EventSource(source, of: self)
  }

  /// Removes a source, on the loop's thread or by way of the inbox.
  func retire(_ source: OpaquePointer) {
    if onLoopThread {
      sd_event_source_disable_unref(source)
    } else {
      let bits = UInt(bitPattern: source)
      inbox.withLock { $0.retired.append(bits) }
      wake()
    }
  }
}
