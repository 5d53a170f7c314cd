package import LinuxPlatform
import NL80211
package import RadioHelper
import SystemPackage
package import WiFiModel

/// Changes the real machine: one function a step. What can block goes to the radio's helper.
package final class MachineActuator: Actuator {
  private let loop: EventLoop
  private let paths: Paths
  private let helpers: RadioHelperPool
  private let sysfs: Sysfs
  private let service: HostapdService
  private let control: HostapdControl
  /// Called with a process's end, so that somebody looks.
  private let onHostapdExit: (RadioID) -> Void
  /// The bus path of the card that a radio's remedy is about; empty where it is not known.
  private let device: (RadioID) -> String

  package init(
    on loop: EventLoop, paths: Paths, helpers: RadioHelperPool, onHostapdExit: @escaping (RadioID) -> Void,
    device: @escaping (RadioID) -> String = { _ in "" }
  ) {
    self.loop = loop
    self.paths = paths
    self.helpers = helpers
    self.onHostapdExit = onHostapdExit
    self.device = device
    sysfs = Sysfs(root: FilePath(paths.root.isEmpty ? "/" : paths.root))
    service = HostapdService(on: loop, paths: paths)
    control = HostapdControl(on: loop, paths: paths)
  }

  package func perform(_ step: Step) async throws(StepFailure) {
    let radio = step.radio
    let deadline = Duration.nanoseconds(step.deadline.nanoseconds)
    switch step.action {
    case .loadModule(let module, let parameters):
      try await ask(
        .loadModule(name: module.text, parameters: parameters.map(\.description)), radio, deadline)
    case .unloadModule(let module): try await ask(.unloadModules([module.text]), radio, deadline)
    case .unbindDevice(let device, let driver):
      try await writeDriver(device, driver, "unbind", radio, deadline)
    case .bindDevice(let device, let driver): try await writeDriver(device, driver, "bind", radio, deadline)
    case .disablePort(let device): try await writePort(device, "1", radio, deadline)
    case .enablePort(let device): try await writePort(device, "0", radio, deadline)
    case .resetDevice(let device): try await write("1", to: "/sys/\(device.sysfs)/reset", radio, deadline)
    case .removeDevice(let device): try await write("1", to: "/sys/\(device.sysfs)/remove", radio, deadline)
    case .rescanBus(let device):
      guard let rescan = device.rescan else {
        throw StepFailure(.stale, "cannot look for \(device.path) again: no bridge was seen above it")
      }
      try await write("1", to: "/sys/\(rescan)", radio, deadline)
    case .unbindHost(let device): try await writeHost(device, "unbind", radio, deadline)
    case .bindHost(let device): try await writeHost(device, "bind", radio, deadline)
    case .runPowerHook(let command):
      try await PowerHook(loop: loop, paths: paths).run(command, radio: radio, device: device(radio), within: deadline)
    case .reboot: try await Reboot(loop: loop, paths: paths).order(within: deadline)
    case .unblockRadio(let radioSwitch): try await write("0", to: "/sys/\(radioSwitch.sysfs)/soft", radio, deadline)
    case .setRegulatoryDomain(let country):
      try await ask(.wireless(.setRegulatory(alpha2: country.text)), radio, deadline)
    case .addInterface(let name, let phy):
      guard let phy else {
        throw StepFailure(.stale, "cannot add interface \(name): radio \(radio) has no wiphy yet")
      }
      try await ask(.wireless(.newInterface(wiphy: phy, name: name.text, type: .accessPoint)), radio, deadline)
    case .removeInterface(let name, let index):
      guard try self.index(of: name) == index else {
        throw StepFailure(.stale, "cannot remove interface \(name): it is another one than was seen")
      }
      try await ask(.wireless(.deleteInterface(index: index)), radio, deadline)
    case .setLinkUp(let name):
      try await ask(.route(.setLink(index: try index(of: name), up: true)), radio, deadline)
    case .setLinkDown(let name):
      try await ask(.route(.setLink(index: try index(of: name), up: false)), radio, deadline)
    case .addAddress(let address, let name):
      let verb = RouteVerb.addAddress(
        index: try index(of: name), address: try wire(address), prefix: address.prefixLength)
      try await ask(.route(verb), radio, deadline)
    case .removeAddress(let address, let name):
      let verb = RouteVerb.deleteAddress(
        index: try index(of: name), address: try wire(address), prefix: address.prefixLength)
      try await ask(.route(verb), radio, deadline)
    case .setHardwareAddress(let address, let name):
      guard let wire = NL80211.HardwareAddress(address.bytes) else {
        throw StepFailure(.refused, "\(address) is no hardware address")
      }
      let verb = RouteVerb.setHardwareAddress(index: try index(of: name), address: wire)
      try await ask(.route(verb), radio, deadline)
    case .limitPower(let power, let phy):
      guard let phy else { throw StepFailure(.stale, "cannot limit the power: radio \(radio) has no wiphy yet") }
      try await ask(.wireless(.limitPower(wiphy: phy, millibels: UInt32(power) * 100)), radio, deadline)
    case .writeExemption(let names): try NetworkManagerExemption(paths: paths).write(names)
    case .removeExemption: try NetworkManagerExemption(paths: paths).remove()
    case .reloadNetworkManager(let process): try NetworkManagerExemption(paths: paths).reload(process)
    case .writeFile(let file): try HostapdFiles(paths: paths).write(file)
    case .writeConfiguration(let configuration): try await write(configuration, radio)
    case .removeFiles(let files, configuration: let whole):
      try HostapdFiles(paths: paths).remove(files, configurationOf: whole ? radio : nil)
    case .recordConfiguration(let configuration): try HostapdFiles(paths: paths).write(configuration, radio)
    case .reloadPassphrases(let name): try await control.reloadPassphrases(name, within: deadline)
    case .reloadStations(let file): try await control.reloadStations(file, within: deadline)
    case .setOptions(let name, let options, renewsBeacon: let renewsBeacon):
      try await control.setOptions(options, of: name, renewsBeacon: renewsBeacon, within: deadline)
    case .switchChannel(let name, let target): try await control.switchChannel(name, to: target, within: deadline)
    case .reloadBSS(let name, let options): try await control.reloadBSS(name, options, within: deadline)
    case .renewBSS(let name, let options, isSecured: let isSecured):
      try await control.renewBSS(name, options, isSecured: isSecured, within: deadline)
    case .removeBSS(let name, successor: let successor):
      try await control.removeBSS(name, successor: successor, of: radio, within: deadline)
    case .addBSS(let name, let configuration, phy: let phy):
      try await control.addBSS(name, configuration, phy: phy, to: radio, within: deadline)
    case .startHostapd:
      try HostapdFiles(paths: paths).demandWhole(radio)
      let exited = onHostapdExit
      try await service.start(radio, within: deadline) { exited(radio) }
    case .stopHostapd(let process): try await service.end(process, by: .terminate, within: deadline)
    case .killHostapd(let process): try await service.end(process, by: .kill, within: deadline)
    }
  }

  /// What the installed hostapd refuses never takes the place of what is served. Where it has no opinion, its start will
  /// tell.
  private func write(_ configuration: HostapdConfiguration, _ radio: RadioID) async throws(StepFailure) {
    let files = HostapdFiles(paths: paths)
    let candidate = try files.write(configuration, radio, asCandidate: true)
    defer { try? AtomicFile.remove(FilePath(candidate)) }
    try await control.check(candidate)
    try files.write(configuration, radio)
  }

  private func ask(_ request: RadioRequest, _ radio: RadioID, _ deadline: Duration) async throws(StepFailure) {
    do {
      _ = try await helpers[radio.text].request(request, deadline: deadline)
    } catch {
      switch error {
      case .busy: throw StepFailure(.busy, "\(error)")
      case .late, .cancelled: throw StepFailure(.late, "\(error)")
      case .failed, .died, .unreachable, .malformed: throw StepFailure(.refused, "\(error)")
      }
    }
  }

  private func writeDriver(
    _ device: BusDevice, _ driver: ModuleName, _ file: String, _ radio: RadioID, _ deadline: Duration
  ) async throws(StepFailure) {
    // The driver's name on the bus may differ from the module's: sysfs links the one from the other.
    let prefix = device.bus + ":"
    guard let name = (try? sysfs.entries("module/\(driver.text)/drivers"))?.first(where: { $0.hasPrefix(prefix) })
    else { throw StepFailure(.stale, "cannot \(file) \(device.address): \(driver) has no driver on \(device.bus)") }
    let path = "/sys/bus/\(device.bus)/drivers/\(name.dropFirst(prefix.count))/\(file)"
    try await ask(.writeSysfs(path: path, bytes: Array(device.address.utf8)), radio, deadline)
  }

  private func writePort(
    _ device: BusDevice, _ value: String, _ radio: RadioID, _ deadline: Duration
  ) async throws(StepFailure) {
    guard let port = device.portSwitch else {
      throw StepFailure(.stale, "cannot switch the port of \(device.path): sysfs has no switch for it")
    }
    try await write(value, to: "/sys/\(port)", radio, deadline)
  }

  private func writeHost(
    _ device: BusDevice, _ file: String, _ radio: RadioID, _ deadline: Duration
  ) async throws(StepFailure) {
    guard let host = device.host, !host.hasBlockDevice else {
      throw StepFailure(.refused, "the host of \(device.path) is not known, or a block device hangs on it")
    }
    try await write(host.address, to: "/sys/bus/\(host.bus)/drivers/\(host.driver)/\(file)", radio, deadline)
  }

  private func write(
    _ value: String, to attribute: String, _ radio: RadioID, _ deadline: Duration
  ) async throws(StepFailure) {
    try await ask(.writeSysfs(path: attribute, bytes: Array(value.utf8)), radio, deadline)
  }

  private func index(of name: InterfaceName) throws(StepFailure) -> UInt32 {
    guard let index = (try? sysfs.attribute("class/net/\(name)/ifindex")).flatMap({ UInt32($0) }) else {
      throw StepFailure(.stale, "interface \(name) does not exist")
    }
    return index
  }

  private func wire(_ address: InterfaceAddress) throws(StepFailure) -> IPAddress {
    guard let wire = IPAddress(address.bytes) else {
      throw StepFailure(.refused, "\(address) is neither IPv4 nor IPv6")
    }
    return wire
  }
}
