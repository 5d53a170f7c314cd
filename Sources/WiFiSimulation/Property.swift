package import WiFiModel

/// What must hold for every course of events.
package enum Property: String, Hashable, Sendable, CaseIterable {
  /// Once the spec stops changing and faults stop, everything comes to be as declared, in bounded time, and stays so.
  case reconciles
  /// What is as declared is not acted upon.
  case idempotent
  /// What is as declared is left alone for a day: no step, no write, no word.
  case quiet
  /// The agent may die before, in and after each of its effects.
  case survivesCrashes = "survives-crashes"
  /// An agent that begins anew does nothing to what is as declared: it needs no memory of its own for that.
  case needsNoMemory = "needs-no-memory"
  /// However a machine came to a spec, it is the machine that a fresh start makes of it.
  case pathIndependent = "path-independent"
  /// What belongs to others stays as it is.
  case owns
  /// A change of one access point leaves the others alone, where the radio allows it.
  case leastDisruption = "least-disruption"
  /// At no moment is a network on the air with weaker security than was ever declared for it.
  case neverWeaker = "never-weaker"
  /// Remedies stay within their budget, looks and effects within reason, and nothing else acts on a radio in recovery.
  case boundedHarm = "bounded-harm"
  /// What is off the air is said to be, with what is done or waited for; there is always a next look.
  case neverSilent = "never-silent"
  /// The same seed takes the same course.
  case deterministic
  /// What is said to be ready is on the air.
  case honest
  /// What could not be seen is not taken for gone: nothing is made a second time.
  case unknownIsNotAbsent = "unknown-is-not-absent"
}

/// Something that must never be.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
  package var property: Property
  /// On the machine's boot clock.
  package var at: Uptime
  package var text: String

  package init(property: Property, at: Uptime, text: String) {
    self.property = property
    self.at = at
    self.text = text
  }

  package var description: String { "\(at - .seconds(10)) \(property.rawValue): \(text)" }
}

/// Watches the machine from outside, and what the agent says of it.
struct Watch: Hashable, Sendable {
  /// The weakest security that was ever declared for a name, on the scale of `strength`.
  private let least: [String: Int]
  /// Since when an access point has been said to be ready and was off the air.
  private var pretended: [InterfaceName: Uptime] = [:]
  /// Since when nothing has been said of one that was off the air.
  private var silent: [InterfaceName: Uptime] = [:]

  /// A silent wedge is found within 30 s; twice that is given.
  private static let discovery = Uptime.Span.seconds(60)

  /// - Parameter declared: every spec that is or was in force.
  init(_ declared: [DesiredState]) {
    least = Dictionary(
      declared.flatMap(\.accessPoints).map { ($0.name.text, Self.strength(of: $0.security)) }, uniquingKeysWith: min)
  }

  /// Somebody slept, and could say nothing meanwhile.
  mutating func forgive() {
    pretended = [:]
    silent = [:]
  }

  /// Whether it waits for nothing to last: then it need not look where nothing changed.
  var isCalm: Bool { pretended.isEmpty && silent.isEmpty }

  /// Looks at the machine after something happened.
  ///
  /// - Parameters:
  ///   - machine: as it is now.
  ///   - goal: what the agent works towards; nil: there is no agent that knows a spec.
  ///   - status: what the agent said last.
  ///   - canBeAsked: whether the card's firmware tells that it lives.
  /// - Returns: what must not be.
  mutating func look(
    at machine: SimulatedMachine, goal: DesiredState?, _ status: Status?, canBeAsked: Bool
  ) -> [Violation] {
    var found: [Violation] = []
    for interface in machine.interfaces where interface.ssid != nil && interface.isUp {
      guard let least = least[interface.name], let served = machine.security(of: interface), served < least else {
        continue
      }
      found.append(
        Violation(
          property: .neverWeaker, at: machine.now, text: "\(interface.name) is on the air with strength \(served)"))
    }
    guard let goal, let status else {
      forgive()
      return found
    }
    for accessPoint in goal.accessPoints where accessPoint.enabled {
      let name = accessPoint.name
      let said = status.accessPoints.first { $0.name == name }
      let isReady = said?.conditions.contains { $0.kind == .ready && $0.truth == .yes } ?? false
      let isOnAir = machine.isOnAir(accessPoint)
      if isReady, !isOnAir, canBeAsked {
        let since = pretended[name] ?? machine.now
        pretended[name] = since
        if machine.now - since > Self.discovery {
          found.append(
            Violation(
              property: .honest, at: machine.now, text: "\(name) has been called ready since \(since - .seconds(10))"))
          pretended[name] = .seconds(1 << 33)
        }
      } else {
        pretended[name] = nil
      }
      if !isOnAir, !(said?.saysWhy ?? false) {
        let since = silent[name] ?? machine.now
        silent[name] = since
        if machine.now - since > Self.discovery {
          found.append(
            Violation(property: .neverSilent, at: machine.now, text: "\(name) is off the air, nobody says why"))
          silent[name] = .seconds(1 << 33)
        }
      } else {
        silent[name] = nil
      }
    }
    return found
  }

  /// From nothing to what withstands guessing.
  private static func strength(of security: Security) -> Int {
    switch security.mode {
    case .open: 0
    case .owe: 1
    case .wpa2Personal, .wpa2WPA3Personal, .wpa3Personal, .wpa2Enterprise: 2
    }
  }
}

extension AccessPointStatus {
  /// Whether one that is off the air is said to be, with what is done or waited for. That it is not known is said, too.
  var saysWhy: Bool {
    conditions.contains {
      $0.kind == .ready && $0.truth != .no
        || [.stalled, .reconciling, .suspended].contains($0.kind) && $0.truth == .yes
    }
  }
}

extension SimulatedMachine {
  /// How strong the security is that hostapd gives an interface, on the scale of what was declared; nil where none does.
  fileprivate func security(of interface: SimulatedInterface) -> Int? {
    for hostapd in hostapds where hostapd.phase == .enabled {
      let options = hostapd.configuration.options
      let isOpening = { (option: HostapdOption) in option.name == "interface" || option.name == "bss" }
      guard let start = options.firstIndex(where: { isOpening($0) && $0.text == interface.name }) else { continue }
      let own = options[start...].dropFirst().prefix { !isOpening($0) }
      guard own.contains(where: { $0.name == "wpa" && $0.text != "0" }) else { return 0 }
      return own.first { $0.name == "wpa_key_mgmt" }?.text == "OWE" ? 1 : 2
    }
    return nil
  }
}
