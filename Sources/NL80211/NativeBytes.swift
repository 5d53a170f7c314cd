/// Netlink speaks the byte order of the machine; these read it from bytes that need not be aligned.
extension ArraySlice<UInt8> {
  /// The integer at an offset from the slice's start, or nil where the bytes end before it does.
  func native<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type, at offset: Int = 0) -> T? {
    guard offset >= 0, offset <= count, count - offset >= MemoryLayout<T>.size else { return nil }
    return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
  }

  /// The text up to the first NUL, with invalid UTF-8 replaced.
  var text: String { String(decoding: prefix { $0 != 0 }, as: UTF8.self) }
}

extension String {
  /// The text with `?` for what is not printable ASCII.
  var printable: String {
    String(decoding: utf8.map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends an integer in the byte order of the machine.
  mutating func appendNative(_ value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value) { append(contentsOf: $0) }
  }

  /// Overwrites the bytes at an offset with an integer in the byte order of the machine.
  mutating func replaceNative(at offset: Int, with value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value) { raw in
      replaceSubrange(offset..<offset + raw.count, with: raw)
    }
  }
}
