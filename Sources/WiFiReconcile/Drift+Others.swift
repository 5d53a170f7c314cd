import WiFiModel

/// What concerns others: programs that hold our interfaces, and interfaces of ours that others renamed.
extension Drift {
  /// NetworkManager takes every interface that it is not told of: it is told before there is one. The file is one for
  /// the whole machine, and one radio's affair.
  mutating func compareExemption(_ observed: ObservedState, _ desired: DesiredState, _ ledger: Ledger) {
    let enabled = desired.accessPoints.filter(\.enabled)
    let speaker = enabled.map(\.radio).min() ?? radio
    guard speaker == radio, case .known(let exemption) = observed.exemption, case .known(let others) = observed.others
    else { return }
    let names = enabled.map(\.name).sorted()
    let text = names.isEmpty || !exemption.isNeeded ? nil : Exemption.text(for: names)
    let reader = others.first { $0.kind == .networkManager }?.process
    guard exemption.text == text else {
      differences.append(text == nil ? .exemptionExtra(reader: reader) : .exemption(names, reader: reader))
      return
    }
    guard let reader else { return }
    // Another process than the one that was told has read what stood there when it started.
    let isRead = ledger.exemption.map { $0.process != reader || $0.text == text } ?? (text == nil)
    if !isRead { differences.append(.exemptionUnread(reader)) }
  }

  /// Says of each interface that the agent made and somebody renamed that it is left alone.
  mutating func findRenamed(_ observed: ObservedState, _ ledger: Ledger) {
    for owned in ledger.interfaces where owned.radio == radio && owned.origin == .renamed {
      guard let interface = observed.interface(owned.name), interface.index == owned.index else { continue }
      remarks.append(
        Remark(
          reason: .renamed,
          message: "somebody renamed an interface that the agent made (index \(interface.index)) to \(owned.name): it"
            + " is left alone; delete it with: iw dev \(owned.name) del, and look for who renames (udev rules,"
            + " /etc/systemd/network/*.link)"))
    }
  }

  /// Says who else holds the interfaces of access points, and what to do about it.
  mutating func findHolders(_ observed: ObservedState, _ enabled: [AccessPoint]) {
    for accessPoint in enabled {
      guard let holder = observed.holder(of: accessPoint.name),
        !refusals.contains(where: { $0.accessPoint == accessPoint.name && $0.reason == .heldByOther })
      else { continue }
      remarks.append(Remark(reason: .heldByOther, message: holder.complaint))
    }
  }
}

extension ObservedState {
  /// Who else holds an interface that is there.
  func holder(of name: InterfaceName) -> Holder? {
    guard interface(name) != nil else { return nil }
    let all = (others.value ?? []).filter { $0.holds.contains { $0.interface == name.text } }
    guard let program = all.min(by: { $0.kind < $1.kind }),
      let hold = program.holds.first(where: { $0.interface == name.text })
    else { return nil }
    return Holder(
      program: program, hold: hold, name: name, isSpeaking: all.contains { $0.kind.speaksOnAir })
  }

  /// Who may be the one that undoes what the agent does to an interface, as the end of a sentence.
  func suspects(of name: InterfaceName) -> String {
    if let holder = holder(of: name) { return holder.complaint }
    guard case .known(let others) = others else { return "who does it is not known" }
    guard !others.isEmpty else { return "no program that is known to do so runs; watch it being done with: ip monitor" }
    return "it may be \(others.map(\.title).joined(separator: " or ")); watch it being done with: ip monitor"
  }
}

/// A program of others that holds an access point's interface.
struct Holder {
  var program: OtherProgram
  var hold: OtherProgram.Hold
  var name: InterfaceName
  /// Whether it, or one that it told to, has the interface on the air: another cannot be there, too.
  var isSpeaking: Bool

  /// Who holds it, by what that is known, and the exact thing to do.
  var complaint: String { "\(program.title) holds \(name) (\(hold.evidence)); \(advice)" }

  private var advice: String {
    switch program.kind {
    case .networkManager:
      "the agent has told it not to by a file in /run/NetworkManager/conf.d; where that does not help, another section"
        + " names the interface: find it with 'NetworkManager --print-config', and until then: nmcli device set \(name)"
        + " managed no"
    case .networkd:
      "write /etc/systemd/network/10-\(name).network with the lines [Match], Name=\(name), [Link], Unmanaged=yes, then:"
        + " networkctl reload"
    case .connman:
      "write NetworkInterfaceBlacklist=\(name) under [General] in /etc/connman/main.conf, then: systemctl restart connman"
    case .iwd:
      "have it started with '-I \(name)' by: systemctl edit iwd"
    case .wpaSupplicant:
      "end it with 'systemctl disable --now wpa_supplicant@\(name)', or with: wpa_cli -i \(name) terminate"
    case .hostapd:
      "it is never ended by the agent: end it with 'systemctl disable --now hostapd', or take \(name) out of its"
        + " configuration"
    }
  }
}

extension OtherProgram.Kind {
  /// Whether what it holds is on the air by it, so that nobody else can be there.
  fileprivate var speaksOnAir: Bool {
    switch self {
    case .wpaSupplicant, .hostapd: true
    case .networkManager, .connman, .networkd, .iwd: false
    }
  }
}
