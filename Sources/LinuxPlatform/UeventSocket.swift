import CLinux
import Glibc
package import SystemPackage

/// A listener to the kernel's messages about devices.
package final class UeventSocket {
  /// What a reading brings.
  package enum Item: Equatable, Sendable {
    /// A message.
    case event(Uevent)

    /// The socket's buffer was full: messages are missing.
    case lost
  }

  /// For `EventLoop.onReadable`.
  package let descriptor: FileDescriptor
  private var buffer = [UInt8](repeating: 0, count: 16_384)

  /// Joins the kernel's group.
  ///
  /// - Parameter receiveBuffer: bytes to hold what comes while the loop is busy; beyond the system's limit only for root.
  /// - Throws: the failing call.
  package init(receiveBuffer: Int32 = 1 << 20) throws(PlatformError) {
    let descriptor = clinux_uevent_open(receiveBuffer)
    guard descriptor >= 0 else { throw PlatformError("listen to device events", Errno(rawValue: errno)) }
    self.descriptor = FileDescriptor(rawValue: descriptor)
  }

  deinit { try? descriptor.close() }

  /// Reads what there is, at most `limit` messages.
  ///
  /// - Returns: messages of the kernel in order; those of other senders are dropped.
  /// - Throws: the failing call. A full buffer is no failure: it becomes `lost`.
  package func read(limit: Int = 256) throws(PlatformError) -> [Item] {
    var items: [Item] = []
    for _ in 0..<limit {
      var sender: UInt32 = 0
      var truncated: Int32 = 0
      let count = buffer.withUnsafeMutableBytes {
        clinux_uevent_receive(descriptor.rawValue, $0.baseAddress, $0.count, &sender, &truncated)
      }
      if count < 0 {
        switch Errno(rawValue: errno) {
        case .resourceTemporarilyUnavailable: return items
        case .noBufferSpace: items.append(.lost)
        case let code: throw PlatformError("read device events", code)
        }
      } else if sender == 0 {
        if truncated != 0 {
          items.append(.lost)
        } else if let event = Uevent(buffer[..<count]) {
          items.append(.event(event))
        }
      }
    }
    return items
  }
}
