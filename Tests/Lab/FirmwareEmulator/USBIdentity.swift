/// Who the chip says it is: a Marvell 88W8997 has one product number in its boot loader and another with firmware.
struct USBIdentity {
  static let vendor: UInt16 = 0x1286
  static let bootLoader: UInt16 = 0x2052
  static let firmware: UInt16 = 0x204e

  let product: UInt16
  let card: Int

  /// `1286:204e`
  var description: String {
    [Self.vendor, product].map { String($0, radix: 16) }.joined(separator: ":")
  }

  var deviceDescriptor: [UInt8] {
    var bytes: [UInt8] = [18, 1]
    bytes.append(u16: 0x0200)
    bytes += [0, 0, 0, 64]
    bytes.append(u16: Self.vendor)
    bytes.append(u16: product)
    bytes.append(u16: 0x3200)
    bytes += [1, 2, 3, 1]
    return bytes
  }

  /// One interface of vendor class (the driver matches it), five bulk endpoints of 512 bytes: commands and events,
  /// data, and the second data channel.
  var configurationDescriptor: [UInt8] {
    let endpoints: [UInt8] = [0x81, 0x01, 0x82, 0x02, 0x03]
    var bytes: [UInt8] = [9, 4, 0, 0, UInt8(endpoints.count), 0xff, 0xff, 0xff, 0]
    for endpoint in endpoints { bytes += [7, 5, endpoint, 2, 0x00, 0x02, 0] }
    var head: [UInt8] = [9, 2]
    head.append(u16: UInt16(9 + bytes.count))
    return head + [1, 1, 0, 0x80, 250] + bytes
  }

  /// Nil for an index that no descriptor names.
  func stringDescriptor(_ index: UInt8) -> [UInt8]? {
    let text: String
    switch index {
    case 0: return [4, 3, 0x09, 0x04]
    case 1: text = "Marvell"
    case 2: text = "Marvell Wireless Device"
    case 3: text = "00000000000\(card)"
    default: return nil
    }
    var bytes: [UInt8] = [UInt8(2 + 2 * text.utf16.count), 3]
    for unit in text.utf16 { bytes.append(u16: unit) }
    return bytes
  }
}
