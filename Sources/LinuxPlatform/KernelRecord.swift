/// One record of the kernel log, as /dev/kmsg gives it: `prio,seq,usec,flags;text`, then ` KEY=value` lines.
package struct KernelRecord: Equatable, Sendable {
  /// A ` KEY=value` line of a record.
  package struct Field: Equatable, Sendable {
    /// The name, such as SUBSYSTEM.
    package let key: String

    /// The value, escapes decoded.
    package let value: String
  }

  /// Who wrote it: 0 is the kernel, and no user space program can claim that.
  package let facility: UInt32

  /// The syslog level, 0 (emergency) ... 7 (debug).
  package let level: UInt8

  /// The number of the record, counted from boot.
  package let sequence: UInt64

  /// When it was written, on the kernel's clock, which stands still in suspend.
  package let microseconds: UInt64

  /// The bytes of the text, escapes decoded: a newline that somebody wrote is a newline again.
  package let text: [UInt8]

  /// The fields, in their order.
  package let fields: [Field]

  /// True for records of the kernel itself.
  package var isFromKernel: Bool { facility == 0 }

  /// The device's bus or class, such as `usb`.
  package var subsystem: String? { self["SUBSYSTEM"] }

  /// The device: `+pci:0000:01:00.0`, `c189:3` (character device), `b8:0`, `n5` (interface index).
  package var device: String? { self["DEVICE"] }

  /// The value of the first field with this key.
  package subscript(key: String) -> String? {
    fields.first { $0.key == key }?.value
  }

  /// Reads the bytes of one record; nil when they are none.
  package init?(_ bytes: ArraySlice<UInt8>) {
    guard let separator = bytes.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    // More comma separated values may follow the flags.
    let header = bytes[..<separator].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard header.count >= 4, let priority = UInt32(decimal: header[0]), let sequence = UInt64(decimal: header[1]),
      let microseconds = UInt64(decimal: header[2])
    else { return nil }
    facility = priority >> 3
    level = UInt8(priority & 7)
    self.sequence = sequence
    self.microseconds = microseconds
    let lines = bytes[bytes.index(after: separator)...]
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    text = lines.first.map(Self.decoded) ?? []
    fields = lines.dropFirst().compactMap { line in
      guard line.first == UInt8(ascii: " "), let equals = line.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return Field(
        key: String(decoding: line[..<equals].dropFirst(), as: UTF8.self),
        value: String(decoding: Self.decoded(line[line.index(after: equals)...]), as: UTF8.self))
    }
  }

  /// Undoes the kernel's `\xNN`. Anything else behind a backslash is left as it is.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.first {
      let escape = rest.prefix(4)
      if byte == UInt8(ascii: "\\"), escape.count == 4, escape.dropFirst().first == UInt8(ascii: "x"),
        let value = UInt8(hexadecimal: escape.dropFirst(2))
      {
        result.append(value)
        rest = rest.dropFirst(4)
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

extension UnsignedInteger where Self: FixedWidthInteger {
  /// The number that the ASCII digits write; nil for signs, other bytes, nothing, and numbers out of range.
  init?(decimal digits: some Collection<UInt8>) {
    self.init(digits, radix: 10)
  }

  /// The same for hexadecimal digits.
  init?(hexadecimal digits: some Collection<UInt8>) {
    self.init(digits, radix: 16)
  }

  private init?(_ digits: some Collection<UInt8>, radix: Self) {
    guard !digits.isEmpty else { return nil }
    var number: Self = 0
    for byte in digits {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      guard digit < radix else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(Self(digit))
      guard !overflow, !carry else { return nil }
      number = sum
    }
    self = number
  }
}
