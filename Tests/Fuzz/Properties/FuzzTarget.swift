/// What is fuzzed: a kind of bytes that others write, with what must hold of any of them.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// YAML, and specs in it.
  case spec
  /// hostapd's configuration.
  case configuration
  /// What hostapd answers and tells.
  case hostapd
  /// nl80211's answers and announcements.
  case nl80211
  /// rtnetlink's answers and announcements.
  case rtnetlink
  /// Records of the kernel log.
  case kmsg
  /// The kernel's messages about devices.
  case uevents
  /// The JSON that the agent and the command line read: snapshots, memory, ledger, outages, requests.
  case documents
  /// The status as the command line reads it.
  case status
  /// Files of signatures.
  case signatures
  /// Logs that people have pasted.
  case paste

  /// What does not hold of an input, in words; nothing where all is well.
  package func violations(_ bytes: [UInt8]) -> [String] {
    switch self {
    case .spec: SpecProperty.violations(bytes)
    case .configuration: ConfigurationProperty.violations(bytes)
    case .hostapd: HostapdProperty.violations(bytes)
    case .nl80211: NL80211Property.violations(bytes)
    case .rtnetlink: RouteProperty.violations(bytes)
    case .kmsg: KernelLogProperty.violations(bytes)
    case .uevents: UeventProperty.violations(bytes)
    case .documents: DocumentProperty.violations(bytes)
    case .status: StatusProperty.violations(bytes)
    case .signatures: SignatureProperty.violations(bytes)
    case .paste: PasteProperty.violations(bytes)
    }
  }
}
