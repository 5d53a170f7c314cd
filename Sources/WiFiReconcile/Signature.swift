package import WiFiModel

/// A line of the kernel log that says something about a radio's firmware.
package struct Signature: Hashable, Sendable {
  package enum Class: String, Hashable, Sendable {
    /// The firmware is, or may be, dead. One such line is one signal; it reloads nothing by itself.
    case fatal
    /// The driver is resetting the card by itself.
    case selfHealing = "self-healing"
  }

  /// The module whose lines these are.
  package var module: String
  /// Literals and `*`, matched against the whole message after the device prefix.
  package var pattern: String
  package var kind: Class

  /// The signatures of drivers/net/wireless/marvell/mwifiex: cmdevt.c (time-out, bad state), init.c and pcie.c
  /// (wake-up), sta_ioctl.c (waiter's time-out), main.c (start-up).
  package static let all: [Signature] = [
    Signature(module: "mwifiex", pattern: "mwifiex_cmd_timeout_func: Timeout cmd id = *", kind: .fatal),
    Signature(module: "mwifiex", pattern: "PREP_CMD: FW is in bad state*", kind: .fatal),
    Signature(module: "mwifiex", pattern: "PREP_CMD: FW in reset state*", kind: .fatal),
    Signature(module: "mwifiex", pattern: "Firmware wakeup failed*", kind: .fatal),
    Signature(module: "mwifiex", pattern: "cmd_wait_q terminated: -110*", kind: .fatal),
    Signature(module: "mwifiex", pattern: "FW failed to be active in time*", kind: .fatal),
    Signature(module: "mwifiex", pattern: "== mwifiex firmware dump start ==*", kind: .selfHealing),
  ]

  /// The first signature of a driver that a kernel message bears.
  package static func recognise(_ message: String, driver: ModuleName) -> Signature? {
    let bytes = Array(message.utf8)
    let text = afterPrefix(bytes)
    return all.first { driver.text.hasPrefix($0.module) && matches(Array($0.pattern.utf8)[...], text) }
  }

  /// What follows the device prefix that `dev_printk` writes: `usb 1-1: `, `mwifiex_pcie 0000:01:00.0: `.
  private static func afterPrefix(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let colon = UInt8(ascii: ":")
    for index in bytes.indices.dropLast() where bytes[index] == colon && bytes[index + 1] == UInt8(ascii: " ") {
      return bytes[(index + 2)...]
    }
    return bytes[...]
  }

  /// Linear in the message for each `*`: after a star only the last star's position is ever taken up again.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var p = pattern.startIndex
    var t = text.startIndex
    var star: (pattern: Int, text: Int)?
    while t < text.endIndex {
      if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
        star = (p, t)
        p += 1
      } else if p < pattern.endIndex, pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        p = last.pattern + 1
        t = last.text + 1
        star = (last.pattern, t)
      } else {
        return false
      }
    }
    while p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") { p += 1 }
    return p == pattern.endIndex
  }
}
