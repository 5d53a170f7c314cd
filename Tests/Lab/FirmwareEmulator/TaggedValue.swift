/// A parameter inside a command: type, length, value.
struct TaggedValue: Equatable {
  var type: UInt16
  var value: [UInt8]

  init(type: UInt16, value: [UInt8]) {
    self.type = type
    self.value = value
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(u16: type)
    bytes.append(u16: UInt16(value.count))
    return bytes + value
  }

  /// All of them from `offset`; a last one that is cut short is left out.
  static func parse(_ bytes: [UInt8], from offset: Int) -> [TaggedValue] {
    var values: [TaggedValue] = []
    var position = offset
    while let type = bytes.u16(at: position), let length = bytes.u16(at: position + 2),
      let value = bytes.part(position + 4, Int(length))
    {
      values.append(TaggedValue(type: type, value: value))
      position += 4 + Int(length)
    }
    return values
  }
}
