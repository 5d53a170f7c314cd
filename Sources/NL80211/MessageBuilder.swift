import CLibNL

/// Builds one netlink message; sequence and port stay zero until the session that sends it fills them in.
struct MessageBuilder {
  static let headerLength = 16
  private var bytes: [UInt8] = []

  /// Starts a message of any protocol.
  /// - Parameters:
  ///   - type: The protocol's message number, or the family's for generic netlink.
  ///   - flags: `NLM_F_*`.
  init(type: UInt16, flags: Int32) {
    bytes.reserveCapacity(128)
    bytes.appendNative(UInt32(0))
    bytes.appendNative(type)
    bytes.appendNative(UInt16(truncatingIfNeeded: flags))
    bytes.appendNative(UInt64(0))
  }

  /// Starts a message of generic netlink: the header and the family's command.
  init(family: UInt16, flags: Int32, command: UInt32, version: UInt8 = 1) {
    self.init(type: family, flags: flags)
    bytes += [UInt8(truncatingIfNeeded: command), version, 0, 0]
  }

  /// Appends the fixed part of a message, field by field.
  mutating func append(_ value: some FixedWidthInteger) { bytes.appendNative(value) }

  mutating func attribute(_ code: some AttributeCode, bytes payload: some Collection<UInt8>) {
    bytes.appendNative(UInt16(truncatingIfNeeded: Attributes.headerLength + payload.count))
    bytes.appendNative(code.code)
    bytes += payload
    bytes += [UInt8](repeating: 0, count: Attributes.aligned(bytes.count) - bytes.count)
  }

  mutating func attribute(_ code: some AttributeCode, _ value: some FixedWidthInteger) {
    attribute(code, bytes: withUnsafeBytes(of: value) { [UInt8]($0) })
  }

  /// Appends a text with the NUL that the kernel's policy for names wants.
  mutating func attribute(_ code: some AttributeCode, text: String) {
    attribute(code, bytes: [UInt8](text.utf8) + [0])
  }

  /// Appends an attribute whose presence is its meaning.
  mutating func flag(_ code: some AttributeCode) { attribute(code, bytes: []) }

  /// The finished frame, with its length filled in.
  var frame: [UInt8] {
    var frame = bytes
    frame.replaceNative(at: 0, with: UInt32(truncatingIfNeeded: frame.count))
    return frame
  }
}
