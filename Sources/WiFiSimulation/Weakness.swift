import WiFiModel

extension Simulation {
  /// A guard taken out on purpose, by tests which show that the properties miss it. Each stands where the guard's lack
  /// would show: between the agent's pure part and the machine.
  package enum Weakness: String, Hashable, Sendable, CaseIterable {
    /// What could not be seen is taken for gone.
    case takesUnknownForAbsent = "takes-unknown-for-absent"
    /// What was spent of the budgets, and what is known of incidents, ends with the agent.
    case keepsNoBudget = "keeps-no-budget"
    /// An agent that begins anew takes every interface and address for its own.
    case claimsOthers = "claims-others"
    /// Nothing reaches the disk before the power is cut (no fsync).
    case syncsNothing = "syncs-nothing"
  }
}

extension ObservedState {
  /// What it becomes where nobody tells what is unknown from what is absent.
  mutating func takeUnknownForAbsent() {
    for place in radios.indices {
      radios[place].module.fill(.absent)
      radios[place].device.fill(nil)
      radios[place].phy.fill(nil)
    }
    interfaces.fill([])
    regulatoryDomain.fill(nil)
    hostapds.fill([])
    configurations.fill([])
    others.fill([])
    exemption.fill(Exemption(isNeeded: false))
    clock.fill(nil)
  }
}

extension Knowledge {
  fileprivate mutating func fill(_ absent: Value) {
    if case .unknown = self { self = .known(absent) }
  }
}

extension Ledger {
  /// Enters what stands on a machine, whoever made it.
  mutating func claimAll(of machine: SimulatedMachine, for spec: DesiredState) {
    guard let radio = spec.radios.first?.id else { return }
    for interface in machine.interfaces {
      guard let name = try? InterfaceName(interface.name) else { continue }
      interfaces.removeAll { $0.name == name }
      interfaces.append(OwnedInterface(name: name, radio: radio, index: interface.index))
      for address in interface.addresses + interface.foreignAddresses {
        let owned = OwnedAddress(address: address, interface: name)
        if !addresses.contains(owned) { addresses.append(owned) }
      }
    }
  }
}
