/// An IPv4 or IPv6 address with its prefix length, as `ip address add` takes it: `192.168.0.5/24`.
package struct InterfaceAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 4 or 16 bytes in network order.
  package let bytes: [UInt8]
  /// Bits of the network part: 0 to 32, or 0 to 128.
  package let prefixLength: UInt8

  package init?(bytes: [UInt8], prefixLength: UInt8) {
    guard bytes.count == 4 && prefixLength <= 32 || bytes.count == 16 && prefixLength <= 128 else { return nil }
    self.bytes = bytes
    self.prefixLength = prefixLength
  }

  /// - Throws: `InvalidValue` when the text is not ADDRESS/PREFIX, or names no host (unspecified, multicast, network
  ///   or broadcast address).
  package init(_ text: String) throws(InvalidValue) {
    self = try InterfaceAddress(observed: text)
    if let reason = unusable {
      throw InvalidValue("\(text) is \(reason), which no interface can have", hint: Self.hint)
    }
  }

  /// An address that an interface has, be it one that no spec may ask for.
  ///
  /// - Throws: `InvalidValue` when the text is not ADDRESS/PREFIX.
  package init(observed text: String) throws(InvalidValue) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let prefix = Self.parseDecimal(parts[1]) else {
      throw InvalidValue("'\(text.prefix(60))' has no prefix length", hint: Self.hint)
    }
    let parsed = parts[0].contains(":") ? Self.parseIPv6(parts[0]) : Self.parseIPv4(parts[0])
    guard let parsed, let address = InterfaceAddress(bytes: parsed, prefixLength: prefix) else {
      throw InvalidValue("'\(text.prefix(60))' is not an address with a prefix length", hint: Self.hint)
    }
    self = address
  }

  private static let hint = "write address and prefix length, such as 192.168.0.5/24 or fd00::1/64"

  package var isIPv4: Bool { bytes.count == 4 }

  private var unusable: String? {
    if bytes.allSatisfy({ $0 == 0 }) { return "the unspecified address" }
    if isIPv4 ? (224...239).contains(bytes[0]) : bytes[0] == 0xff { return "a multicast address" }
    guard isIPv4, prefixLength < 31 else { return nil }
    let value = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let host = prefixLength == 0 ? UInt32.max : (UInt32(1) << (32 - UInt32(prefixLength))) - 1
    if value & host == 0 { return "the network's own address" }
    if value & host == host { return "the network's broadcast address" }
    return nil
  }

  private static func parseIPv4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard let byte = parseDecimal(part) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// A leading zero is octal to some readers and decimal to others: refused, as inet_pton does.
  private static func parseDecimal(_ text: Substring) -> UInt8? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.count == 1 || text.first != "0" else {
      return nil
    }
    return UInt8(text)
  }

  private static func parseIPv6(_ text: Substring) -> [UInt8]? {
    // Only the last 32 bits of an address may be written as IPv4.
    func groups(_ part: Substring, isLast: Bool) -> [UInt8]? {
      if part.isEmpty { return [] }
      var bytes: [UInt8] = []
      let fields = part.split(separator: ":", omittingEmptySubsequences: false)
      for (index, field) in fields.enumerated() {
        if isLast, index == fields.count - 1, field.contains(".") {
          guard let tail = parseIPv4(field) else { return nil }
          bytes += tail
          continue
        }
        guard (1...4).contains(field.utf8.count), field.allSatisfy(\.isHexDigit),
          let value = UInt16(field, radix: 16)
        else { return nil }
        bytes += [UInt8(value >> 8), UInt8(value & 0xff)]
      }
      return bytes
    }
    var halves: [Substring] = [text]
    for index in text.indices {
      let next = text.index(after: index)
      if next < text.endIndex, text[index] == ":", text[next] == ":" {
        halves = [text[..<index], text[text.index(after: next)...]]
        break
      }
    }
    guard let head = groups(halves[0], isLast: halves.count == 1) else { return nil }
    if halves.count == 1 { return head.count == 16 ? head : nil }
    guard let tail = groups(halves[1], isLast: true), head.count + tail.count <= 14 else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// The canonical text (RFC 5952 for IPv6).
  package var description: String {
    if isIPv4 { return bytes.map { String($0) }.joined(separator: ".") + "/\(prefixLength)" }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > max(best.count, 1) { best = start..<end }
      start = max(end, start + 1)
    }
    func text(_ range: Range<Int>) -> String {
      range.map { String(groups[$0], radix: 16) }.joined(separator: ":")
    }
    let address = best.isEmpty ? text(0..<8) : text(0..<best.lowerBound) + "::" + text(best.upperBound..<8)
    return address + "/\(prefixLength)"
  }

  package static func < (left: InterfaceAddress, right: InterfaceAddress) -> Bool {
    if left.bytes.count != right.bytes.count { return left.bytes.count < right.bytes.count }
    if left.bytes != right.bytes { return left.bytes.lexicographicallyPrecedes(right.bytes) }
    return left.prefixLength < right.prefixLength
  }
}
