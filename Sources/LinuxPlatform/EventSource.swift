import CLibSystemd
import Glibc
package import SystemPackage

/// Something the loop listens to; it stops listening when this object is released.
///
/// Keep it for as long as the handler is wanted. A handler that captures its owner strongly keeps the owner alive until
/// the source is dropped.
package final class EventSource {
  private let source: OpaquePointer
  private let loop: EventLoop

  init(_ source: OpaquePointer, of loop: EventLoop) {
    self.source = source
    self.loop = loop
  }

  deinit {
    loop.retire(source)
  }

  /// Arms a timer source again, for one more call of its handler.
  ///
  /// - Parameter uptime: nanoseconds since boot.
  package func rearm(at uptime: UInt64) {
    precondition(loop.onLoopThread)
    let result = sd_event_source_set_time(source, Self.microseconds(roundingUp: uptime))
    precondition(result >= 0, "only timers are armed again")
    sd_event_source_set_enabled(source, Int32(SD_EVENT_ONESHOT))
  }

  /// Arms a timer source again, counted from now.
  package func rearm(after delay: Duration) {
    rearm(at: saturatingSum(loop.now, delay.wholeNanoseconds))
  }

  /// Stops the handler from being called, until `resume` or `rearm`.
  package func suspend() {
    precondition(loop.onLoopThread)
    sd_event_source_set_enabled(source, Int32(SD_EVENT_OFF))
  }

  /// Undoes `suspend` of a source that is not a timer.
  package func resume() {
    precondition(loop.onLoopThread)
    sd_event_source_set_enabled(source, Int32(SD_EVENT_ON))
  }

  static func microseconds(roundingUp nanoseconds: UInt64) -> UInt64 {
    nanoseconds / 1000 + (nanoseconds % 1000 == 0 ? 0 : 1)
  }
}

/// What a source owns: the handler, behind the pointer that C carries.
final class Handler<Argument> {
  private let body: (Argument) -> Void

  init(_ body: @escaping (Argument) -> Void) {
    self.body = body
  }

  static func call(_ context: UnsafeMutableRawPointer?, _ argument: Argument) {
    guard let context else { return }
    // Retained for the call: the handler may drop its own source.
    let handler = Unmanaged<AnyObject>.fromOpaque(context).takeUnretainedValue() as? Handler<Argument>
    handler?.body(argument)
  }
}

/// A change that inotify reported under a watched path.
package struct PathChange {
  /// IN_* bits of inotify(7).
  package let mask: UInt32

  /// The entry of the watched directory that changed; nil when it was the directory itself, or unknown by overflow.
  package let name: String?
}

extension EventLoop {
  /// Calls the handler whenever the descriptor can be read, has hung up or failed, until it no longer can.
  ///
  /// The handler must read, or drop the source when reading fails: a level it leaves up is reported again at once.
  ///
  /// - Throws: EPERM for descriptors that cannot be polled, such as regular files.
  package func onReadable(
    _ descriptor: FileDescriptor, _ handler: @escaping () -> Void
  ) throws(PlatformError) -> EventSource {
    let subject = "descriptor \(descriptor.rawValue)"
    return try add("listen to", subject, handler: { (_: Void) in handler() }) { event, source, box in
      sd_event_add_io(
        event, &source, descriptor.rawValue, UInt32(EPOLLIN.rawValue),
        { _, _, _, box in
          Handler<Void>.call(box, ())
          return 0
        }, box)
    }
  }

  /// Calls the handler once, at an uptime (nanoseconds since boot) or up to `accuracy` later; at once when it is past.
  /// A wide accuracy lets the kernel serve several timers by one wake-up.
  package func timer(
    at uptime: UInt64, accuracy: Duration = .milliseconds(1), _ handler: @escaping () -> Void
  ) -> EventSource {
    let time = EventSource.microseconds(roundingUp: uptime)
    let slack = max(1, accuracy.wholeNanoseconds / 1000)
    do {
      return try add("arm", "a timer", handler: { (_: Void) in handler() }) { event, source, box in
        sd_event_add_time(
          event, &source, CLOCK_BOOTTIME, time, slack,
          { _, _, box in
            Handler<Void>.call(box, ())
            return 0
          }, box)
      }
    } catch {
      // The clock's descriptor exists since `init`: only memory can be missing.
      preconditionFailure("\(error)")
    }
  }

  /// Calls the handler once, after a delay or up to `accuracy` later. Suspend counts.
  package func timer(
    after delay: Duration, accuracy: Duration = .milliseconds(1), _ handler: @escaping () -> Void
  ) -> EventSource {
    timer(at: saturatingSum(now, delay.wholeNanoseconds), accuracy: accuracy, handler)
  }

  /// Blocks a signal for the calling thread and calls the handler at each arrival.
  ///
  /// Call it before any other thread exists: a thread with the signal unblocked would take it by its default action.
  package func signal(_ number: Int32, _ handler: @escaping () -> Void) throws(PlatformError) -> EventSource {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    let blocked = pthread_sigmask(SIG_BLOCK, &set, nil)
    guard blocked == 0 else { throw PlatformError("block", on: "signal \(number)", Errno(rawValue: blocked)) }
    return try add("listen to", "signal \(number)", handler: { (_: Void) in handler() }) { event, source, box in
      sd_event_add_signal(
        event, &source, number,
        { _, _, box in
          Handler<Void>.call(box, ())
          return 0
        }, box)
    }
  }

  /// Calls the handler once, when the process behind a pidfd has ended; it need not be a child, and is not reaped.
  package func child(_ pidfd: FileDescriptor, _ handler: @escaping () -> Void) throws(PlatformError) -> EventSource {
    let subject = "process descriptor \(pidfd.rawValue)"
    return try add("listen to", subject, handler: { (_: Void) in handler() }) { event, source, box in
      let result = sd_event_add_io(
        event, &source, pidfd.rawValue, UInt32(EPOLLIN.rawValue),
        { _, _, _, box in
          Handler<Void>.call(box, ())
          return 0
        }, box)
      return result < 0 ? result : sd_event_source_set_enabled(source, Int32(SD_EVENT_ONESHOT))
    }
  }

  /// Calls the handler at each inotify event of a path that is in the mask of IN_* bits of inotify(7).
  ///
  /// An overflow of the kernel's queue arrives as a change with IN_Q_OVERFLOW. The watch is bound to the inode that the
  /// path named at the call: see `DirectoryWatch` for one that follows the path.
  ///
  /// - Throws: the kernel's reason; `isAbsent` when the path does not exist.
  package func watch(
    _ path: FilePath, mask: UInt32, _ handler: @escaping (PathChange) -> Void
  ) throws(PlatformError) -> EventSource {
    try add("watch", path.string, handler: handler) { event, source, box in
      path.withPlatformString { path in
        sd_event_add_inotify(
          event, &source, path, mask,
          { _, change, box in
            guard let change else { return 0 }
            let length = Int(change.pointee.len)
            var name: String?
            if length > 0 {
              let bytes = UnsafeRawPointer(change) + MemoryLayout<inotify_event>.size
              name = String(cString: bytes.assumingMemoryBound(to: CChar.self))
            }
            Handler<PathChange>.call(box, PathChange(mask: change.pointee.mask, name: name))
            return 0
          }, box)
      }
    }
  }
}

extension Duration {
  /// The duration in nanoseconds, 0 when negative, saturated at the end of the range.
  package var wholeNanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let (product, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : saturatingSum(product, UInt64(attoseconds / 1_000_000_000))
  }
}

func saturatingSum(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? .max : sum
}
