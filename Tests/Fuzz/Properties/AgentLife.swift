import WiFiModel
import WiFiReconcile
import WiFiSpec

/// The agent's brain at work on what an input says that it kept or saw: no number may end it, and what it writes is what
/// it reads when it begins anew.
enum AgentLife {
  /// What is declared here, with everything that recovery may do.
  static let desired: DesiredState =
    SpecReading(
      [
        SpecSource(
          name: "fuzz.yaml",
          bytes: Array(
            """
            version: 1
            radios:
              main:
                driver: mwifiex_pcie
                country: FR
                band: 2.4GHz
                channel: 6
                recovery: {reboot: true}
            access-points:
              uap0:
                radio: main
                ssid: quay
                security: {mode: wpa2-personal, passphrase: open sesame}
                addresses: [192.168.0.5/24]

            """.utf8))
      ], secret: []
    ).desired ?? DesiredState()

  /// A card whose wiphy is gone.
  static let broken = ObservedState(
    at: .seconds(100), reach: .probing,
    radios: desired.radios.map { radio in
      ObservedRadio(
        id: radio.id, module: .known(.live),
        device: .known(
          BusDevice(
            bus: "pci", address: "0000:01:00.0", path: "pci-0000:01:00.0", sysfs: "devices/pci0000:00/0000:01:00.0",
            kernelID: "+pci:0000:01:00.0", driver: radio.driver)), phy: .known(nil), firmware: .notAsked)
    }, interfaces: .known([]), regulatoryDomain: .known(nil), hostapds: .known([]), configurations: .known([]))

  static func violations(
    memory: Memory = Memory(bootID: "fuzz"), ledger: Ledger = Ledger(), observed: ObservedState = broken,
    bootID: String = "fuzz"
  ) -> [String] {
    var controller = Controller(bootID: bootID, signatures: .builtIn)
    var now = Uptime.seconds(100)
    var wake = now
    var events: [Event] = [
      .started(memory, ledger), .specRead(SpecResult(desired: desired)),
      .kernelRecord(device: "+pci:0000:01:00.0", message: "mwifiex_pcie 0000:01:00.0: PREP_CMD: FW is in bad state"),
    ]
    var found: [String] = []
    for _ in 0..<40 {
      if events.isEmpty { now = min(max(now, wake), now + .seconds(3600)) }
      let event = events.isEmpty ? .due : events.removeFirst()
      for effect in controller.handle(event, at: now) {
        switch effect {
        case .observe(let radio, _):
          var seen = observed
          seen.at = now
          events.append(.observed(radio, seen))
        case .perform(let step): events.append(.performed(step, nil))
        case .wake(let time): wake = time
        default: found += violations(of: effect, at: now)
        }
      }
    }
    return found
  }

  /// What is written must be read again as what it was.
  private static func violations(of effect: Effect, at now: Uptime) -> [String] {
    do throws(JSONError) {
      switch effect {
      case .persistMemory(let memory):
        return try Memory(json: JSON(parsing: memory.json.bytes())) == memory ? [] : ["a memory is read as another"]
      case .persistLedger(let ledger):
        return try Ledger(json: JSON(parsing: ledger.json.bytes())) == ledger ? [] : ["a ledger is read as another"]
      case .recordOutage(let outage), .keepEvidence(let outage):
        return try Outage(json: JSON(parsing: outage.json.bytes())) == outage ? [] : ["an outage is read as another"]
      case .publish(let status): return StatusProperty.violations(of: StatusView(status.json(at: now)))
      default: return []
      }
    } catch {
      return ["what the agent keeps cannot be read again: \(error)"]
    }
  }
}
