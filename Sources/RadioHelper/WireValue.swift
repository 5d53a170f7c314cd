/// Why bytes between agent and helper could not be read.
enum WireError: Error, Equatable {
  /// They end too early, or go on after the end.
  case wrongLength
  /// A number stands for nothing that is known here.
  case unknownCase
}

/// A value that agent and helper exchange; both are the same program, so the form only has to be exact, not stable.
protocol WireValue {
  init(from reader: inout WireReader) throws(WireError)
  func write(to bytes: inout [UInt8])
}

/// Reads values from bytes that are not trusted.
struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) { rest = ArraySlice(bytes) }

  /// How many bytes are left.
  var count: Int { rest.count }

  mutating func take(_ length: Int) throws(WireError) -> ArraySlice<UInt8> {
    guard length >= 0, length <= rest.count else { throw .wrongLength }
    defer { rest = rest.dropFirst(length) }
    return rest.prefix(length)
  }

  mutating func read<Value: WireValue>(_ type: Value.Type = Value.self) throws(WireError) -> Value {
    try Value(from: &self)
  }

  /// Reads a count of elements, each of which takes at least one byte.
  mutating func readCount() throws(WireError) -> Int {
    let count = Int(clamping: try read(UInt32.self))
    guard count <= rest.count else { throw .wrongLength }
    return count
  }

  mutating func finish() throws(WireError) {
    guard rest.isEmpty else { throw .wrongLength }
  }
}

extension WireValue where Self: FixedWidthInteger {
  init(from reader: inout WireReader) throws(WireError) {
    var value: Self = 0
    for byte in try reader.take(Self.bitWidth / 8).reversed() { value = value << 8 | Self(truncatingIfNeeded: byte) }
    self = value
  }

  func write(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension UInt8: WireValue {
  // One byte needs no shifting, which would overflow its width.
  init(from reader: inout WireReader) throws(WireError) {
    guard let byte = try reader.take(1).first else { throw .wrongLength }
    self = byte
  }
}

extension UInt16: WireValue {}
extension UInt32: WireValue {}
extension UInt64: WireValue {}
extension Int32: WireValue {}

extension Int8: WireValue {
  init(from reader: inout WireReader) throws(WireError) { self.init(bitPattern: try reader.read(UInt8.self)) }
}

extension Bool: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.read(UInt8.self) {
    case 0: self = false
    case 1: self = true
    default: throw .unknownCase
    }
  }

  func write(to bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
}

extension String: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    let count = try reader.readCount()
    guard let text = String(validating: try reader.take(count), as: UTF8.self) else { throw .unknownCase }
    self = text
  }

  func write(to bytes: inout [UInt8]) {
    UInt32(utf8.count).write(to: &bytes)
    bytes += utf8
  }
}

extension Optional: WireValue where Wrapped: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self = try reader.read(Bool.self) ? try reader.read(Wrapped.self) : nil
  }

  func write(to bytes: inout [UInt8]) {
    (self != nil).write(to: &bytes)
    self?.write(to: &bytes)
  }
}

extension Array: WireValue where Element: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    let count = try reader.readCount()
    self = []
    for _ in 0..<count { append(try reader.read(Element.self)) }
  }

  func write(to bytes: inout [UInt8]) {
    UInt32(count).write(to: &bytes)
    for element in self { element.write(to: &bytes) }
  }
}

extension WireValue where Self: RawRepresentable, RawValue: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    guard let value = Self(rawValue: try reader.read(RawValue.self)) else { throw .unknownCase }
    self = value
  }

  func write(to bytes: inout [UInt8]) { rawValue.write(to: &bytes) }
}
