/// How the firmware executes each command of the driver.
extension Firmware {
  mutating func execute(_ command: FirmwareCommand, now: UInt64) -> Output {
    var output = Output()
    let bss = command.bss
    let sets = command.action == 1
    switch command.id {
    case 0x03: answer(command, CommandReply.hardwareDescription(mac: mac), &output)
    case 0x0b: answer(command, [UInt8](repeating: 0, count: 128), &output)
    case 0x12: associate(command, now: now, &output)
    case 0x1e: answer(command, CommandReply.transmitPower, &output)
    case 0x24:
      answer(command, command.body, &output)
      leave(bss, reason: command.body.u16(at: 6) ?? 3, &output)
    case 0x4d:
      if sets, let address = MACAddress(command.body, at: 2) { setMAC(address, of: bss) }
      answer(command, command.body, &output)
    case 0x97: answer(command, CommandReply.version(select: command.body.u8(at: 0) ?? 0), &output)
    case 0xa4: answer(command, CommandReply.signal(now: now), &output)
    case 0xa9, 0xaa:
      reset(&output)
      answer(command, command.body, &output)
    case 0xaf:
      if accessPoints[bss.number]?.isActive == true { stopNetwork(bss, &output) }
      answer(command, command.body, &output)
    case 0xb0:
      if sets { configure(bss, TaggedValue.parse(command.body, from: 2)) }
      answer(command, command.body, &output)
    case 0xb1:
      answer(command, command.body, &output)
      startNetwork(bss, &output)
    case 0xb2:
      answer(command, command.body, &output)
      stopNetwork(bss, &output)
    case 0xb3: answer(command, self[accessPoint: bss.number].stationList, &output)
    case 0xb5:
      answer(command, command.body, &output)
      if let station = MACAddress(command.body) {
        dismiss(station, reason: command.body.u16(at: 6) ?? 3, from: bss, &output)
      }
    case 0xd6: answer(command, CommandReply.rates(to: command.body), &output)
    case 0x107:
      answer(command, [0, 0, 0, 0], &output)
      scan(command, now: now, &output)
    case 0x242:
      // Without a channel list in the answer the driver goes by the region code.
      answer(command, Array(command.body.prefix(2)), &output)
    default: answer(command, command.body, &output)
    }
    return output
  }

  private func answer(_ command: FirmwareCommand, _ body: [UInt8], _ output: inout Output) {
    output.answers.append(Answer(command: command, result: 0, body: body))
  }

  private func scan(_ command: FirmwareCommand, now: UInt64, _ output: inout Output) {
    var channels: Set<UInt8> = []
    var names: [[UInt8]] = []
    for value in TaggedValue.parse(command.body, from: 4) {
      switch value.type {
      case 0x101:
        for offset in stride(from: 1, to: value.value.count, by: 7) {
          if let channel = value.value.u8(at: offset) { channels.insert(channel) }
        }
      case 0x112: names.append(value.value.tail(1).filter { $0 != 0 })
      default: break
      }
    }
    output.events.append(.scanReport(command.bss, networks: networks(on: channels, asked: names, now: now)))
  }
}
