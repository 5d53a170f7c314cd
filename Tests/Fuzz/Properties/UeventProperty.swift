package import LinuxPlatform

/// What must hold of any datagram that comes to the socket for device events. Its first byte tells who sent it.
package enum UeventProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    guard let first = bytes.first else { return [] }
    let isCut = first & 2 != 0
    let sender: UInt32 = first & 1 != 0 ? 4711 : 0
    let item = UeventSocket.item(bytes.dropFirst(), from: sender, isCut: isCut)
    return violations(of: item, from: sender, isCut: isCut)
  }

  /// What does not hold of what a datagram brought.
  package static func violations(of item: UeventSocket.Item?, from sender: UInt32, isCut: Bool) -> [String] {
    switch item {
    case nil: isCut && sender == 0 ? ["a message that was cut short is not told as lost"] : []
    case _? where sender != 0: ["a program's message is the kernel's"]
    case .lost?: isCut ? [] : ["a whole message counts as lost"]
    case .event(let event)?: (isCut ? ["a message that was cut short counts as whole"] : []) + violations(of: event)
    }
  }

  /// What does not hold of a message.
  package static func violations(of event: Uevent) -> [String] {
    var found: [String] = []
    if event.action.isEmpty { found.append("nothing happened to the device") }
    if !event.devicePath.hasPrefix("/") || event.devicePath.split(separator: "/").contains("..") {
      found.append("the device \(event.devicePath) does not lie below /sys")
    }
    let lines = ["\(event.action)@\(event.devicePath)"] + event.fields.map { "\($0.key)=\($0.value)" }
    if Uevent(Array(lines.map { $0 + "\0" }.joined().utf8)[...]) != event {
      found.append("a rendered message is read as another")
    }
    return found
  }
}
