/// The answers in which the driver reads real fields. Every other command is answered with its own parameters.
enum CommandReply {
  /// GET_HW_SPEC: the chip's address, its region (France), its abilities (b, g, a, n), the firmware's version, and which
  /// revision of the key commands it speaks.
  static func hardwareDescription(mac: MACAddress) -> [UInt8] {
    let region: UInt16 = 0x30
    let abilities: UInt32 = 0x0f00
    var body: [UInt8] = []
    for field: UInt16 in [0x0001, 0, 0, 32] { body.append(u16: field) }
    body += mac.bytes
    body.append(u16: region)
    body.append(u16: 2)
    body += [1, 68, 16, 197]
    for field in [0, 0, 0, abilities, 0] { body.append(u32: field) }
    body.append(0x22)
    body.append(u16: 0)
    body.append(u16: 16)
    for field: UInt32 in [0, 0, 0, 0] { body.append(u32: field) }
    let keyRevision = TaggedValue(type: 0x1c7, value: [1, 0, 2, 0])
    let limits = TaggedValue(
      type: 0x217, value: [UInt8(AccessPoint.maximumStations), UInt8(AccessPoint.maximumStations)])
    return body + keyRevision.bytes + limits.bytes
  }

  /// RF_TX_PWR: 16 dBm, of 0 to 20.
  static let transmitPower: [UInt8] = [0, 0, 16, 0, 20, 0]

  /// VERSION_EXT: a text of 128 bytes behind the number of the version that was asked for.
  static func version(select: UInt8) -> [UInt8] {
    let text = Array("emulated 8997, 16.68.1.p197".utf8)
    return [select] + text + [UInt8](repeating: 0, count: 128 - text.count)
  }

  /// TX_RATE_CFG: all rates allowed; with few bits the driver would believe in a fixed rate and ask for it.
  static func rates(to request: [UInt8]) -> [UInt8] {
    var scope: [UInt8] = []
    for field: UInt16 in [0x000f, 0x00ff] + [UInt16](repeating: 0xffff, count: 16) { scope.append(u16: field) }
    let head = request.part(0, 4) ?? [0, 0, 0, 0]
    return head + TaggedValue(type: 0x153, value: scope).bytes
  }

  /// RSSI_INFO: -40 dBm over a noise of -90 dBm, in data and beacons, last and averaged.
  static func signal(now: UInt64) -> [UInt8] {
    var body: [UInt8] = []
    for field: Int16 in [0, 10, 10, -40, -90, -40, -90, -40, -90, -40, -90] {
      body.append(u16: UInt16(bitPattern: field))
    }
    body.append(u64: now)
    return body
  }
}
