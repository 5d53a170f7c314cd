import NL80211
import SystemPackage

/// A kernel that answers with an input's bytes: datagrams, each behind its length in two bytes, until none is left.
final class HostileKernel: NetlinkCarrier {
  let port: UInt32 = 0x1001
  /// The datagrams since the last request, as they were given.
  private(set) var told: [[UInt8]] = []
  private(set) var sequence: UInt32 = 0
  private var rest: ArraySlice<UInt8>
  /// What the first requests are answered with, whatever the input says.
  private var opening: [[UInt8]]

  init(_ bytes: ArraySlice<UInt8>, opening: [[UInt8]] = []) {
    rest = bytes
    self.opening = opening
  }

  func nextSequence() -> UInt32 {
    sequence += 1
    return sequence
  }

  func send(_ frame: [UInt8], for operation: String) throws(NetlinkError) { told = [] }

  func receive(for operation: String) throws(NetlinkError) -> NetlinkDatagram {
    var datagram: [UInt8]
    if !opening.isEmpty {
      datagram = opening.removeFirst()
    } else {
      guard let part = Self.datagram(&rest) else {
        throw NetlinkError(kind: .refused, operation: operation, code: .brokenPipe)
      }
      // An empty one stands for the kernel's word that some were lost.
      if part.isEmpty { return .overrun }
      datagram = Array(part)
    }
    // What bears no number is an answer to the request; what bears one stays what it is.
    for start in NetlinkFrames(datagram[...]).starts where NetlinkFrames.word(datagram[(start + 8)...]) == 0 {
      datagram.replaceSubrange(start + 8..<start + 16, with: NetlinkFrames.bytes(sequence) + NetlinkFrames.bytes(port))
    }
    told.append(datagram)
    return .messages(datagram[...])
  }

  func pause(milliseconds: UInt32) {}

  /// The next datagram of an input.
  static func datagram(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard rest.count >= 2, let low = rest.popFirst(), let high = rest.popFirst() else { return nil }
    let part = rest.prefix(Int(low) | Int(high) << 8)
    rest = rest.dropFirst(part.count)
    return part
  }
}
