import WiFiModel
import WiFiReconcile

/// A state of the ladder as a search tells it from others: what decides what recovery does next, and the coarse shape of
/// the machine.
///
/// Left out are numbers that only grow (processes, indexes, enumerations), the contents of files, the times of what is
/// under way in the machine, which its shape tells of, and the dice. States that differ in these alone are taken for
/// one: what is checked on the way out of a state is checked on the first way that led there. Nothing that is checked
/// asks for any of these, and each way to a state is checked itself.
struct LadderState: Hashable {
  private var lane: Lane.Key?
  private var isConverged: Bool
  private var owned: Int
  private var shape: Shape

  fileprivate struct Shape: Hashable {
    var module: ModuleState
    var adapter: Adapter
    var firmware: SimulatedMachine.Firmware
    var leave: SimulatedMachine.Leave?
    var hostapds: [Hostapd]
    var interfaces: Set<Interface>
    var disk: SimulatedMachine.Disk
    var hidden: Set<SimulatedMachine.Sight>
    var refusals: Bool
    var flags: [Bool]
  }

  fileprivate enum Adapter: Hashable {
    case none
    case starting
    case up
    case pending
    case flagged
  }

  fileprivate struct Hostapd: Hashable {
    var phase: SimulatedHostapd.Phase
    var isStopped: Bool
    var isHung: Bool
    var hasInterface: Bool
  }

  fileprivate struct Interface: Hashable {
    var name: String
    var isForeign: Bool
    var type: InterfaceType
    var isUp: Bool
    var hasBSS: Bool
    var addresses: Int
    var isManaged: Bool
  }

  init(_ simulation: Simulation, _ radio: RadioID, _ policy: RecoveryPolicy) {
    if let controller = simulation.controller, let lane = controller.lanes.first(where: { $0.radio == radio }) {
      self.lane = lane.key(controller.memory, mayReboot: policy.reboot, at: simulation.now)
    }
    isConverged = simulation.isConverged
    owned = simulation.controller?.ledger.interfaces.count ?? 0
    shape = Shape(simulation.machine, simulation.story)
  }
}

extension LadderState.Shape {
  init(_ machine: SimulatedMachine, _ story: DesiredState) {
    module = machine.module
    adapter =
      switch machine.adapter {
      case nil: .none
      case let adapter? where adapter.isFlagged: .flagged
      case let adapter? where adapter.pending != nil: .pending
      case let adapter?: adapter.isUp ? .up : .starting
      }
    firmware = machine.firmware
    leave = machine.leave
    let declared = Set(story.accessPoints.map(\.name.text))
    hostapds = machine.hostapds.map { hostapd in
      LadderState.Hostapd(
        phase: hostapd.phase, isStopped: hostapd.isStopped, isHung: hostapd.isHung,
        hasInterface: machine.interfaces.contains { $0.index == hostapd.interfaceIndex })
    }
    interfaces = Set(
      machine.interfaces.map { interface in
        LadderState.Interface(
          name: declared.contains(interface.name) ? interface.name : "", isForeign: interface.isForeign,
          type: interface.type, isUp: interface.isUp, hasBSS: interface.ssid != nil,
          addresses: interface.addresses.count,
          isManaged: machine.networkManager?.managed.contains(interface.index) ?? false)
      })
    disk = machine.disk
    hidden = machine.hidden
    refusals = !machine.refusals.isEmpty
    flags = [
      machine.isPlugged, machine.isPortOn, machine.isBound, machine.phy == nil, machine.isFirmwareHidden,
      machine.isSoftBlocked, machine.isHardBlocked, machine.stuckLeave == nil, machine.isCrashed,
      machine.areClientsServed, machine.isHostapdBroken, machine.isHostapdHidden, machine.isHelperDying,
      machine.networkManager == nil, machine.supplicant == nil, machine.torn.isEmpty, machine.files.isEmpty,
      machine.country == story.radios.first?.country, machine.helperHeld.map { $0 > machine.now } ?? false,
    ]
  }
}
