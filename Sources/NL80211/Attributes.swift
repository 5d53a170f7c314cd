/// The attributes in a stretch of a netlink message: a lazy sequence over the bytes that ends where they stop making sense.
struct Attributes: Sequence {
  /// One attribute: its number without flags, and what it carries.
  struct Element {
    let code: UInt16
    let payload: ArraySlice<UInt8>

    var nested: Attributes { Attributes(payload) }
  }

  struct Iterator: IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func next() -> Element? {
      guard let length = rest.native(UInt16.self).map(Int.init), let type = rest.native(UInt16.self, at: 2),
        length >= Attributes.headerLength, length <= rest.count
      else { return nil }
      let start = rest.startIndex
      let payload = rest[(start + Attributes.headerLength)..<(start + length)]
      rest = rest.dropFirst(Attributes.aligned(length))
      return Element(code: type & Attributes.codeMask, payload: payload)
    }
  }

  static let headerLength = 4
  /// The two highest bits of a type say "nested" and "network byte order".
  private static let codeMask: UInt16 = 0x3fff

  /// Every attribute starts at a multiple of four bytes.
  static func aligned(_ length: Int) -> Int { (length + 3) & ~3 }

  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  func makeIterator() -> Iterator { Iterator(bytes) }

  /// What the first attribute of this number carries.
  subscript(code: some AttributeCode) -> ArraySlice<UInt8>? {
    let wanted = code.code
    return first { $0.code == wanted }?.payload
  }

  func has(_ code: some AttributeCode) -> Bool { self[code] != nil }

  func u8(_ code: some AttributeCode) -> UInt8? { self[code]?.first }

  func u16(_ code: some AttributeCode) -> UInt16? { self[code]?.native(UInt16.self) }

  func u32(_ code: some AttributeCode) -> UInt32? { self[code]?.native(UInt32.self) }

  func u64(_ code: some AttributeCode) -> UInt64? { self[code]?.native(UInt64.self) }

  func text(_ code: some AttributeCode) -> String? { self[code]?.text }

  /// An interface's name; nil also for what the kernel takes for none (`dev_valid_name`, net/core/dev.c).
  func interfaceName(_ code: some AttributeCode) -> String? {
    guard let bytes = self[code]?.prefix(while: { $0 != 0 }), (1...15).contains(bytes.count),
      !bytes.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") || $0 == 0x20 || 9...13 ~= $0 }),
      !bytes.elementsEqual(".".utf8), !bytes.elementsEqual("..".utf8)
    else { return nil }
    return bytes.text
  }

  func address(_ code: some AttributeCode) -> HardwareAddress? { self[code].flatMap { HardwareAddress($0) } }

  func nested(_ code: some AttributeCode) -> Attributes { Attributes(self[code] ?? []) }
}
