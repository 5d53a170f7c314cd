/// What hostapd says of one interface's configuration (`GET_CONFIG`): every line, in its order.
package struct Answer: Hashable, Sendable, CustomStringConvertible {
  package struct Field: Hashable, Sendable {
    package var name: String
    package var value: [UInt8]

    package init(_ name: String, _ value: some Sequence<UInt8>) {
      self.name = name
      self.value = Array(value)
    }

    package init(_ name: String, _ value: String) { self.init(name, value.utf8) }
  }

  package var fields: [Field]

  package init(_ fields: [Field]) { self.fields = fields }

  /// A line without `=` becomes a name without value: it belongs nowhere.
  package init(reply: [UInt8]) {
    fields = reply.split(separator: UInt8(ascii: "\n")).map { line in
      let name = line.prefix { $0 != UInt8(ascii: "=") }
      return Field(String(decoding: name, as: UTF8.self), line.dropFirst(name.count + 1))
    }
  }

  package subscript(name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

  package var description: String {
    fields.map { "\($0.name)=\(String(decoding: $0.value, as: UTF8.self).debugDescription)" }.joined(separator: " ")
  }
}
