import CLinux
import Glibc
package import SystemPackage

/// A process by descriptor (pidfd): unlike its id, it never comes to mean another process.
package enum ProcessDescriptor {
  /// Opens the descriptor of a process, child or not. It is close-on-exec, and readable once the process has ended.
  ///
  /// - Throws: ESRCH when there is no such process.
  package static func open(_ pid: Int32) throws(PlatformError) -> FileDescriptor {
    let descriptor = clinux_pidfd_open(pid)
    guard descriptor >= 0 else { throw PlatformError("watch", on: "process \(pid)", Errno(rawValue: errno)) }
    return FileDescriptor(rawValue: descriptor)
  }

  /// Sends a signal to the process.
  ///
  /// - Throws: ESRCH when it has ended, EPERM when it belongs to another user.
  package static func signal(_ number: Int32, _ descriptor: FileDescriptor) throws(PlatformError) {
    guard clinux_pidfd_send_signal(descriptor.rawValue, number) == 0 else {
      throw PlatformError("send signal \(number) to", on: "the process", Errno(rawValue: errno))
    }
  }

  /// Takes the exit status of a child, so that nothing of it remains.
  ///
  /// - Returns: nil while it runs, unless `blocking`.
  /// - Throws: ECHILD when it is not ours, or already reaped.
  package static func reap(_ descriptor: FileDescriptor, blocking: Bool) throws(PlatformError) -> ProcessExit? {
    var code: Int32 = 0
    var status: Int32 = 0
    switch clinux_reap_pidfd(descriptor.rawValue, blocking ? 1 : 0, &code, &status) {
    case 0: return nil
    case 1: return code == Int32(CLD_EXITED) ? .exited(status) : .signalled(status)
    default: throw PlatformError("reap", on: "a child process", Errno(rawValue: errno))
    }
  }
}
