package import WiFiModel

/// What happens to the controller.
package enum Event: Hashable, Sendable {
  /// The agent has begun, with what was kept from before; `proven` is each radio's part that was on the air last.
  case started(Memory, Ledger, proven: [RadioID: DesiredState] = [:])
  /// The spec was read, as asked for.
  case specRead(SpecResult)
  /// Something in the spec directories changed. A hint.
  case specChanged
  /// Something about a radio, or about all of them, changed. A hint: observation is truth.
  case machineChanged(RadioID?)
  /// A BSS began or ended, or a channel changed, on the wiphy of that index, or on any. A hint, too.
  case airChanged(phy: UInt32?)
  case observed(RadioID, ObservedState)
  case performed(Step, StepFailure?)
  /// A radio's hostapd told of its channel: a hint with a cause.
  case channelChanged(RadioID, ChannelEvent)
  /// A kernel record of facility kernel, read live. `device` is its DEVICE= line.
  case kernelRecord(device: String?, message: String)
  /// Records of the kernel log were overwritten before they were read.
  case kernelRecordsLost
  /// A driver put the memory of crashed firmware up for reading; the folder of its device below /sys/devices.
  case firmwareDumped(device: String)
  /// What hostapd said of an access point's clients.
  case clients(RadioID, InterfaceName, ClientNews)
  /// The time asked for by `.wake` has come.
  case due
  /// Somebody asks for a pass now, which may do so much in the place of what the settings say; nil: as they say.
  case applyRequested(upTo: Disruption?)
  /// Somebody wants something left alone, and no more.
  case suspended(Suspension)
  case resumed(Suspension.Subject)
  /// Somebody asks for a remedy, by that rung or by the next one.
  case recoveryRequested(RadioID, Rung?)
}

extension Event {
  /// Whether it is no more than an occasion to look: by itself it changes nothing that is known.
  var isHint: Bool {
    switch self {
    case .specChanged, .machineChanged, .due: true
    default: false
    }
  }
}

/// What hostapd says of its clients.
package enum ClientNews: Hashable, Sendable {
  /// Its events are listened to from now on; who joined before is not known.
  case followed
  case joined(HardwareAddress, passphraseName: String?)
  case left(HardwareAddress)
  /// The answer of `.askClients` for one.
  case one(Station)
  /// The answer of `.askClients` for all; nil: there was none.
  case all([Station]?)
}

/// What reading the spec gave.
package struct SpecResult: Hashable, Sendable {
  /// The merged meaning; nil when nothing valid could be had, which keeps what was desired before.
  package var desired: DesiredState?
  /// Whether all declarations are known. While they are not, nothing goes because it is not declared.
  package var isComplete: Bool
  /// Whether it is to the byte what was accepted last, over restarts.
  package var isUnchanged: Bool
  /// The files read, by path, sorted.
  package var files: [String]
  /// Errors, rendered. Empty: the spec is valid.
  package var errors: [String]

  package init(
    desired: DesiredState?, isComplete: Bool = true, isUnchanged: Bool = false, files: [String] = [],
    errors: [String] = []
  ) {
    self.desired = desired
    self.isComplete = isComplete
    self.isUnchanged = isUnchanged
    self.files = files
    self.errors = errors
  }
}

/// What the controller wants done, in this order.
package enum Effect: Hashable, Sendable {
  case readSpec
  /// Keeps the spec read last as the last good one.
  case keepSpec
  /// Keeps the spec read last as the one by which this part of a radio's came on the air.
  case keepProven(RadioID, DesiredState)
  /// What was on the air of a radio is to stay off it.
  case forgetProven(RadioID)
  case observe(RadioID, ObservationRequest)
  case perform(Step)
  /// Asks the hostapd that is listened to for the clients of an access point, or for one of them.
  case askClients(RadioID, InterfaceName, HardwareAddress?)
  /// Sends `.due` at that time; a later wake replaces it.
  case wake(Uptime)
  case persistMemory(Memory)
  case persistLedger(Ledger)
  /// Adds what is told here of an outage to what was told before of the same number.
  case recordOutage(Outage)
  /// Keeps what the machine can still tell of an outage, before a remedy takes it away or after a dump came.
  case keepEvidence(Outage)
  case publish(Status)
  /// The first observation of every radio is in.
  case ready
  /// The health tick came round: the agent lives.
  case keepAlive
  case log(HistoryEntry)
}

extension Effect {
  /// Whether it only asks for what is not known yet, or says that the agent lives.
  var isQuestion: Bool {
    switch self {
    case .readSpec, .observe, .keepAlive: true
    default: false
    }
  }
}
