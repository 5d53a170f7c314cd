package import NL80211
package import SystemPackage

/// Why the helper could not do what it was asked for.
package enum RadioFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kernel refused a netlink request.
  case netlink(NetlinkError)
  /// A system call failed.
  case system(operation: String, code: Errno)
  /// A program that was run for it failed; the reason is how it ended and the last line that it wrote.
  case command(operation: String, reason: String)
  /// The helper refuses to do it.
  case refused(operation: String, reason: String)

  /// The kernel's number for it, where there is one.
  package var code: Errno? {
    switch self {
    case .netlink(let error): error.code
    case .system(_, let code): code
    case .command, .refused: nil
    }
  }

  /// One sentence: what, why.
  package var description: String {
    switch self {
    case .netlink(let error): error.description
    case .system(let operation, let code): "cannot \(operation): \(code)"
    case .command(let operation, let reason), .refused(let operation, let reason): "cannot \(operation): \(reason)"
    }
  }
}

extension RadioFailure: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.read(UInt8.self) {
    case 0: self = .netlink(try reader.read())
    case 1: self = .system(operation: try reader.read(), code: try reader.read())
    case 2: self = .command(operation: try reader.read(), reason: try reader.read())
    case 3: self = .refused(operation: try reader.read(), reason: try reader.read())
    default: throw .unknownCase
    }
  }

  func write(to bytes: inout [UInt8]) {
    switch self {
    case .netlink(let error):
      bytes.append(0)
      error.write(to: &bytes)
    case .system(let operation, let code):
      bytes.append(1)
      operation.write(to: &bytes)
      code.write(to: &bytes)
    case .command(let operation, let reason):
      bytes.append(2)
      operation.write(to: &bytes)
      reason.write(to: &bytes)
    case .refused(let operation, let reason):
      bytes.append(3)
      operation.write(to: &bytes)
      reason.write(to: &bytes)
    }
  }
}
