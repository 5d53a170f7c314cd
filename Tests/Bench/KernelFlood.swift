import WiFiModel
import WiFiSpec

/// What a machine's kernel may say in a bad minute: little of it is about the radio.
struct KernelFlood {
  let records: [String]
  private let driver: ModuleName?
  /// What one record may take.
  static let limit = Duration.microseconds(20)

  init() {
    driver = try? ModuleName("mwifiex_pcie")
    let lines = [
      "mwifiex_pcie 0000:01:00.0: PREP_CMD: FW is in bad state",
      "usb 1-1: reset high-speed USB device number 3 using xhci_hcd",
      "EXT4-fs (mmcblk0p2): mounted filesystem with ordered data mode. Quota mode: none.",
      "IPv6: ADDRCONF(NETDEV_CHANGE): uap0: link becomes ready",
      "audit: type=1400 audit(1700000000.000:12): apparmor=DENIED",
      "mwifiex_pcie 0000:01:00.0: " + String(repeating: "x", count: 900), "br0: port 2(uap0) entered forwarding state",
      "ath10k_pci 0000:02:00.0: failed to send h2c command", String(repeating: ": ", count: 450),
      "mwifiex_pcie 0000:01:00.0: info: FW download over, size 632240 bytes",
    ]
    records = (0..<10_000).map { lines[$0 % lines.count] }
  }

  /// How many of the records are of the radio's driver.
  func recognised() -> Int { records.count { SignatureCatalogue.builtIn.recognise($0, driver: driver) != nil } }
}
