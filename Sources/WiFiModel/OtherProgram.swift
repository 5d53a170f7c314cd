/// A running program of others that sets up network interfaces, and what it holds of those that were asked about.
package struct OtherProgram: Hashable, Sendable {
  package var kind: Kind
  /// nil: several run, and which of them it is cannot be told.
  package var process: ProcessIdentity?
  /// What it holds, in order of the interfaces' names.
  package var holds: [Hold]

  package init(_ kind: Kind, _ process: ProcessIdentity?, holds: [Hold] = []) {
    self.kind = kind
    self.process = process
    self.holds = holds
  }

  /// The programs that are known here; of several that hold one interface the earlier one speaks for the later, which it
  /// may well have told to.
  package enum Kind: String, Hashable, Sendable, CaseIterable, Comparable {
    case networkManager = "NetworkManager"
    case connman = "connmand"
    case networkd = "systemd-networkd"
    case iwd
    case wpaSupplicant = "wpa_supplicant"
    case hostapd

    package static func < (left: Kind, right: Kind) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
  }

  /// One interface that it holds.
  package struct Hold: Hashable, Sendable {
    /// The interface's name.
    package var interface: String
    /// What says so: a file, a socket or an argument, as a part of a sentence.
    package var evidence: String

    package init(_ interface: String, evidence: String) {
      self.interface = interface
      self.evidence = evidence
    }
  }

  /// Name and process, for people.
  package var title: String { kind.rawValue + (process.map { " (process \($0.pid))" } ?? "") }
}

/// What keeps NetworkManager off the access points' interfaces: one file in its folder for what is of this boot.
package struct Exemption: Hashable, Sendable {
  /// Whether there is a NetworkManager, running or installed.
  package var isNeeded: Bool
  /// What the file says; nil: there is none.
  package var text: String?

  package init(isNeeded: Bool, text: String? = nil) {
    self.isNeeded = isNeeded
    self.text = text
  }

  /// The file for these interfaces. NetworkManager 1.42 heeds its two halves at different times: the section of a device
  /// when the device appears, above all else that is said of it; the list of the keyfile also when it reads its
  /// configuration anew. `:=` takes a name as it is, without wildcards (NetworkManager.conf(5)).
  package static func text(for interfaces: [InterfaceName]) -> String {
    let devices = interfaces.map { "interface-name:=\($0)" }.joined(separator: ";")
    return """
      # Written by wifi-apd, which removes it when it needs these interfaces no more.
      [device-90-wifi-ap]
      match-device=\(devices)
      managed=0

      [keyfile]
      unmanaged-devices+=\(devices)

      """
  }
}
