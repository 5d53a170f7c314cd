/// Bytes as the wires carry them: the firmware is little endian, USB/IP is big endian. Reading past the end gives nil.
extension Array where Element == UInt8 {
  func u8(at offset: Int) -> UInt8? {
    indices.contains(offset) ? self[offset] : nil
  }

  func u16(at offset: Int) -> UInt16? {
    guard let bytes = part(offset, 2) else { return nil }
    return UInt16(bytes[0]) | UInt16(bytes[1]) << 8
  }

  func u32(at offset: Int) -> UInt32? {
    guard let bytes = part(offset, 4) else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  func bigU32(at offset: Int) -> UInt32? {
    guard let bytes = part(offset, 4) else { return nil }
    return bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// `length` bytes from `offset`, or nil when they are not all there.
  func part(_ offset: Int, _ length: Int) -> [UInt8]? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    return Array(self[offset..<(offset + length)])
  }

  /// What follows `offset`; empty past the end.
  func tail(_ offset: Int) -> [UInt8] {
    offset < count ? Array(self[offset...]) : []
  }

  mutating func append(u16 value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  mutating func append(u32 value: UInt32) {
    append(u16: UInt16(truncatingIfNeeded: value))
    append(u16: UInt16(truncatingIfNeeded: value >> 16))
  }

  mutating func append(u64 value: UInt64) {
    append(u32: UInt32(truncatingIfNeeded: value))
    append(u32: UInt32(truncatingIfNeeded: value >> 32))
  }

  mutating func append(bigU16 value: UInt16) {
    append(UInt8(truncatingIfNeeded: value >> 8))
    append(UInt8(truncatingIfNeeded: value))
  }

  mutating func append(bigU32 value: UInt32) {
    append(bigU16: UInt16(truncatingIfNeeded: value >> 16))
    append(bigU16: UInt16(truncatingIfNeeded: value))
  }
}

extension FixedWidthInteger {
  /// `0xb0`: lower case, no padding.
  var hex: String { "0x" + String(self, radix: 16) }

  /// A number as people write it: `176` or `0xb0`.
  init?(written text: some StringProtocol) {
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      self.init(text.dropFirst(2), radix: 16)
    } else {
      self.init(text, radix: 10)
    }
  }
}
