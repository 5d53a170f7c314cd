/// Every signature that is known, in the order in which they are tried.
package struct SignatureCatalogue: Hashable, Sendable {
  package let signatures: [Signature]

  package init(_ signatures: [Signature]) { self.signatures = signatures }

  /// The first signature of a driver that a kernel message bears: the text of a record, with the device prefix that
  /// `dev_printk` writes before it.
  package func recognise(_ message: String, driver: ModuleName) -> Signature? {
    let bytes = Array(message.utf8)
    let text = Self.afterPrefix(bytes)
    return signatures.first { $0.drivers.contains(driver.text) && $0.pattern.matches(text) }
  }

  /// What follows the device prefix: `usb 1-1: `, `mwifiex_pcie 0000:01:00.0: `.
  private static func afterPrefix(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let colon = UInt8(ascii: ":")
    for index in bytes.indices.dropLast() where bytes[index] == colon && bytes[index + 1] == UInt8(ascii: " ") {
      return bytes[(index + 2)...]
    }
    return bytes[...]
  }

  /// The lines of drivers/net/wireless/marvell/mwifiex: cmdevt.c (time-out, bad state), init.c and pcie.c (wake-up),
  /// sta_ioctl.c (waiter's time-out), main.c (start-up).
  package static let builtIn: SignatureCatalogue = {
    let mwifiex = ["mwifiex_pcie", "mwifiex_sdio", "mwifiex_usb"]
    func line(
      _ name: String, _ pattern: String, _ kind: Signature.Class, _ milestone: Signature.Milestone? = nil
    ) -> Signature {
      Signature(
        name: name, drivers: mwifiex, pattern: LinePattern(pattern), kind: kind, milestone: milestone)
    }
    return SignatureCatalogue([
      line("mwifiex-command-timeout", "mwifiex_cmd_timeout_func: Timeout cmd id = *", .fatal),
      line("mwifiex-bad-state", "PREP_CMD: FW is in bad state*", .fatal),
      line("mwifiex-reset-state", "PREP_CMD: FW in reset state*", .fatal),
      line("mwifiex-wakeup-failed", "Firmware wakeup failed*", .fatal),
      line("mwifiex-waiter-timeout", "cmd_wait_q terminated: -110*", .fatal),
      line("mwifiex-not-active", "FW failed to be active in time*", .fatal),
      line("mwifiex-dump-begins", "== mwifiex firmware dump start ==*", .selfHealing, .dumpBegins),
      line("mwifiex-dump-ends", "== mwifiex firmware dump end ==*", .selfHealing, .dumpEnds),
      line("mwifiex-shutdown", "info: shutdown mwifiex...*", .benign, .resetBegins),
      line("mwifiex-downloaded", "info: FW download over*", .benign, .downloads),
      line("mwifiex-active", "WLAN FW is active*", .benign, .firmwareActive),
      line("mwifiex-already-running", "WLAN FW already running! Skip FW dnld*", .benign, .alreadyRunning),
      line("mwifiex-unregistered", "info: _mwifiex_fw_dpc: unregister device*", .fatal, .gaveUp),
    ])
  }()
}
