/// A request or reply with its number, as one message between agent and helper.
struct WireMessage<Body: WireValue> {
  /// Changes with every change of the form: an agent and a helper of different versions must not misread one another.
  private static var version: UInt8 { 2 }

  /// Pairs a reply with its request.
  let number: UInt32
  let body: Body

  init(number: UInt32, body: Body) {
    self.number = number
    self.body = body
  }

  init(_ bytes: [UInt8]) throws(WireError) {
    var reader = WireReader(bytes)
    guard try reader.read(UInt8.self) == Self.version else { throw .unknownCase }
    number = try reader.read()
    body = try reader.read()
    try reader.finish()
  }

  var bytes: [UInt8] {
    var bytes = [Self.version]
    number.write(to: &bytes)
    body.write(to: &bytes)
    return bytes
  }
}
