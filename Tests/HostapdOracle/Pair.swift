package import WiFiSimulation

extension SplitMix64: RandomNumberGenerator {}

/// A random SSID and a random passphrase, possible or not.
package struct Pair: Hashable, Sendable {
  package var ssid: [UInt8]
  package var passphrase: [UInt8]

  /// 0 to 40 bytes of SSID and 0 to 70 of passphrase, of which three in four are printable.
  package init(using random: inout SplitMix64) {
    ssid = Self.bytes(0...40, using: &random, isPrintable: false)
    passphrase = Self.bytes(0...70, using: &random, isPrintable: random.chance(750))
  }

  /// What means something to hostapd's reader, or to that of somebody else.
  private static let hazards: [[UInt8]] = [
    "\n", "\r", "\r\n", "\0", "#", "\"", "'", "P\"", "\\", "\\n", "\\x0a", "%0a", "=", "ssid=x\n", "\nwpa=0\n", " ",
    "\t",
    "|mac=", "|id=", "|pk=", "keyid=", "wps=1 ", "vlanid=2 ", "00:00:00:00:00:00 ", "../", "é", "\u{1f4e1}", "$(id)",
    "`",
    ";", "bss=x", "~", "\u{7f}",
  ].map { Array($0.utf8) }

  private static func bytes(
    _ lengths: ClosedRange<Int>, using random: inout SplitMix64, isPrintable: Bool
  ) -> [UInt8] {
    let count = Int.random(in: lengths, using: &random)
    let values: ClosedRange<UInt8> = isPrintable ? 0x20...0x7e : 0...255
    var bytes: [UInt8] = []
    while bytes.count < count { bytes.append(UInt8.random(in: values, using: &random)) }
    // One in three holds something that could be taken for more than text: at an end, or anywhere.
    guard random.chance(333) else { return bytes }
    let hazard = hazards[Int(random.below(UInt64(hazards.count)))]
    guard hazard.count <= count, hazard.allSatisfy(values.contains) else { return bytes }
    let places = [0, count - hazard.count, Int.random(in: 0...(count - hazard.count), using: &random)]
    let place = places[Int(random.below(3))]
    bytes.replaceSubrange(place..<(place + hazard.count), with: hazard)
    return bytes
  }

  /// Whether there can be such a network (IEEE 802.11, 9.4.2.2), said here anew.
  package var hasPossibleSSID: Bool { ssid.count >= 1 && ssid.count <= 32 }

  /// Whether there can be such a passphrase (IEEE 802.11, J.4.1), said here anew.
  package var hasPossiblePassphrase: Bool {
    passphrase.count >= 8 && passphrase.count <= 63 && !passphrase.contains { $0 < 32 || $0 > 126 }
  }
}
