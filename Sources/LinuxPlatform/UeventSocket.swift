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
      } else if let item = Self.item(buffer[..<count], from: sender, isCut: truncated != 0) {
        items.append(item)
      }
    }
    return items
  }

  /// What a datagram brings; nil for those of other senders, whose port is not the kernel's 0, and for what is no message.
  package static func item(_ datagram: ArraySlice<UInt8>, from sender: UInt32, isCut: Bool) -> Item? {
    guard sender == 0 else { return nil }
    return isCut ? .lost : Uevent(datagram).map { .event($0) }
  }
}
