/// What the status tells of the whole boot and an observation cannot: counters, last recoveries, and since when each
/// access point is on the air. It is kept with the ledger, so a restart of the agent does not begin it anew.
package struct Chronicle: Hashable, Sendable {
  /// Errors found when a changed spec was read.
  package var specErrors: UInt64
  package var radios: [RadioID: OfRadio]
  /// In the order of their names.
  package private(set) var airTimes: [AirTime]

  package init(specErrors: UInt64 = 0, radios: [RadioID: OfRadio] = [:], airTimes: [AirTime] = []) {
    self.specErrors = specErrors
    self.radios = radios
    self.airTimes = airTimes
  }

  /// Since when an access point has been on the air without a break.
  package struct AirTime: Hashable, Sendable {
    package var accessPoint: InterfaceName
    package var radio: RadioID
    /// The hostapd that put it there: with another one there was a break.
    package var process: ProcessIdentity
    package var since: Uptime

    package init(accessPoint: InterfaceName, radio: RadioID, process: ProcessIdentity, since: Uptime) {
      self.accessPoint = accessPoint
      self.radio = radio
      self.process = process
      self.since = since
    }
  }

  /// Notes an access point that was seen on the air; one that was there already keeps its time.
  package mutating func noteOnAir(_ seen: AirTime) {
    guard !airTimes.contains(where: { $0.accessPoint == seen.accessPoint && $0.process == seen.process }) else {
      return
    }
    airTimes.removeAll { $0.accessPoint == seen.accessPoint }
    airTimes.append(seen)
    airTimes.sort { $0.accessPoint < $1.accessPoint }
  }

  /// Forgets those of a radio that are on the air no more.
  package mutating func forgetAirTimes(of radio: RadioID, where isGone: (AirTime) -> Bool) {
    airTimes.removeAll { $0.radio == radio && isGone($0) }
  }

  /// Notes a step that was done: it counts, and one that took a BSS from a hostapd that goes on ends its time on the air.
  package mutating func note(_ step: Step) {
    radios[step.radio, default: OfRadio()].count(step)
    switch step.action {
    case .reloadBSS(let name, _), .renewBSS(let name, _, _), .removeBSS(let name, _), .setLinkDown(let name),
      .removeInterface(let name, _):
      airTimes.removeAll { $0.accessPoint == name }
    default: break
    }
  }

  /// What was done to one radio since boot.
  package struct OfRadio: Hashable, Sendable {
    /// Remedies begun, by rung.
    package var recoveries: [Rung: UInt64]
    /// Starts of hostapd that succeeded.
    package var hostapdStarts: UInt64
    /// Steps that were done, those of remedies too, by their disruption.
    package var steps: [Disruption: UInt64]
    package var lastRecovery: Recovery?

    package init(
      recoveries: [Rung: UInt64] = [:], hostapdStarts: UInt64 = 0, steps: [Disruption: UInt64] = [:],
      lastRecovery: Recovery? = nil
    ) {
      self.recoveries = recoveries
      self.hostapdStarts = hostapdStarts
      self.steps = steps
      self.lastRecovery = lastRecovery
    }

    fileprivate mutating func count(_ step: Step) {
      steps[step.disruption, default: 0] += 1
      if case .startHostapd = step.action { hostapdStarts += 1 }
    }

    /// Counts a remedy that begins.
    package mutating func begin(_ rung: Rung, for evidence: String, at time: Uptime) {
      recoveries[rung, default: 0] += 1
      lastRecovery = Recovery(rung: rung, at: time, reason: evidence)
    }

    /// Notes that an incident ended with the radio on the air again.
    package mutating func heal(_ incident: Incident, at time: Uptime) {
      if incident.tried.isEmpty {
        lastRecovery = Recovery(rung: nil, at: time, reason: incident.fault.evidence)
      }
      lastRecovery?.offAir = time - incident.opened
    }
  }

  /// How a radio was brought back.
  package struct Recovery: Hashable, Sendable {
    /// The last rung that was needed; nil where the radio came back by itself.
    package var rung: Rung?
    package var at: Uptime
    /// The evidence of the fault, as one sentence.
    package var reason: String
    /// From the fault's evidence until the access point was seen on the air again; nil: not yet.
    package var offAir: Uptime.Span?

    package init(rung: Rung?, at: Uptime, reason: String, offAir: Uptime.Span? = nil) {
      self.rung = rung
      self.at = at
      self.reason = reason
      self.offAir = offAir
    }
  }
}
