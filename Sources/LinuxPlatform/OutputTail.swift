import CLinux
import Glibc
package import SystemPackage

/// The end of what a child writes: a pipe, of which only the last bytes are kept.
package final class OutputTail {
  /// For `Command.output`.
  package let writer: FileDescriptor
  /// What came so far, the last `limit` bytes of it.
  package private(set) var bytes: [UInt8] = []

  let reader: FileDescriptor
  private let limit: Int
  private var source: EventSource?
  private var isWriterOpen = true

  /// Makes the pipe.
  ///
  /// - Throws: the failing call, when descriptors are exhausted.
  package init(keepingLast limit: Int) throws(PlatformError) {
    var ends: [Int32] = [-1, -1]
    guard clinux_pipe(&ends) == 0 else { throw PlatformError("make a pipe", Errno(rawValue: errno)) }
    reader = FileDescriptor(rawValue: ends[0])
    writer = FileDescriptor(rawValue: ends[1])
    self.limit = limit
  }

  deinit {
    // The loop lets go of the descriptor before it is closed.
    source = nil
    closeWriter()
    try? reader.close()
  }

  /// Closes our copy of the end that the child writes to; to be called once the child was started, or was not.
  package func closeWriter() {
    guard isWriterOpen else { return }
    isWriterOpen = false
    try? writer.close()
  }

  /// Reads on the loop from now on, so that a child that writes much is not held up.
  ///
  /// - Throws: when the loop cannot listen to it.
  package func follow(on loop: EventLoop) throws(PlatformError) {
    source = try loop.onReadable(reader) { [weak self] in
      if self?.drain() != false { self?.source = nil }
    }
  }

  /// Reads what there is.
  ///
  /// - Returns: true at the end of the stream.
  @discardableResult
  package func drain() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    // A child that never stops writing shall not hold the reader for ever.
    for _ in 0..<64 {
      do throws(Errno) {
        let count = try read(reader, into: &buffer)
        if count == 0 { return true }
        bytes.append(contentsOf: buffer[..<count])
        if bytes.count > limit { bytes.removeFirst(bytes.count - limit) }
      } catch {
        return error != .resourceTemporarilyUnavailable
      }
    }
    return false
  }
}
