import WiFiModel

/// What a hostapd that serves does with commands.
extension SimulatedMachine {
  /// A command to the hostapd of a radio. It takes part in nothing while it is stopped, hung or not on the air.
  mutating func control(_ action: Action, _ radio: RadioID) -> StepFailure? {
    guard let position = hostapds.firstIndex(where: { $0.radio == radio }) else {
      return StepFailure(.stale, "hostapd is gone")
    }
    switch action {
    case .reloadPassphrases(let name): read(HostapdFile.Identity(.passphrases, of: name), by: position)
    case .reloadStations(let file):
      hostapds[position].read = hostapds[position].read.filter { $0.identity != file.identity } + [file]
    case .setOptions(let name, let options, _): give(options, to: name, of: position)
    case .reloadBSS(let name, let options), .renewBSS(let name, let options, _):
      // One of the same name that was made since is not the one that hostapd talks to the driver about.
      let held = [hostapds[position].interfaceIndex] + hostapds[position].made + hostapds[position].given
      guard let interface = interfaces.firstIndex(where: { $0.name == name.text && held.contains($0.index) }) else {
        return StepFailure(.refused, "hostapd does not put \(name) on the air")
      }
      give(options, to: name, of: position)
      if case .renewBSS = action { read(HostapdFile.Identity(.passphrases, of: name), by: position) }
      let section = hostapds[position].configuration.sections.first { $0.interface == name.text }
      if let section {
        interfaces[interface].ssid = SimulatedHostapd.ssid(of: section)
      }
    case .switchChannel where keepsChannel: keepsChannel = false
    case .switchChannel(_, let target):
      move(position, to: target.channel.number)
    case .removeBSS(let name, _):
      guard let number = hostapds[position].configuration.sections.firstIndex(where: { $0.interface == name.text }),
        number > 0
      else { return StepFailure(.refused, "hostapd does not take \(name) away") }
      var sections = hostapds[position].configuration.sections
      sections.remove(at: number)
      hostapds[position].configuration = HostapdConfiguration(options: sections.flatMap(\.options))
      let made = hostapds[position].made
      interfaces.removeAll { $0.name == name.text && made.contains($0.index) }
      if let left = interfaces.firstIndex(where: { $0.name == name.text }) {
        interfaces[left].ssid = nil
        interfaces[left].isUp = false
        hostapds[position].given.removeAll { $0 == interfaces[left].index }
      }
    case .addBSS(let name, let configuration, let phy):
      guard !hostapds[position].configuration.sections.contains(where: { $0.interface == name.text }) else {
        return StepFailure(.refused, "hostapd does not take up \(name)")
      }
      guard phy != nil || interfaces.contains(where: { $0.name == name.text }) else {
        return StepFailure(.refused, "hostapd does not take up \(name)")
      }
      let options = configuration.options.map { option in
        option.name == "interface" && phy != nil ? HostapdOption("bss", name.text) : option
      }
      let section = HostapdConfiguration.Section(interface: name.text, options: options)
      hostapds[position].configuration.options += section.options
      let files = files.first { $0.radio == radio }?.files.filter { $0.accessPoint == name } ?? []
      hostapds[position].read = hostapds[position].read.filter { $0.accessPoint != name } + files
      serve(section, by: position)
    default: return StepFailure(.refused, "hostapd knows no such command")
    }
    return nil
  }

  /// hostapd is on another channel now, whatever its file says.
  mutating func move(_ position: Int, to channel: UInt8) {
    give([HostapdOption("channel", channel)], to: nil, of: position)
    let served = hostapds[position].configuration.sections.map(\.interface)
    for interface in interfaces.indices where served.contains(interfaces[interface].name) {
      interfaces[interface].frequency = hostapds[position].frequency
    }
  }

  private mutating func read(_ identity: HostapdFile.Identity, by position: Int) {
    let present = files.first { $0.radio == hostapds[position].radio }?.files.filter { $0.identity == identity } ?? []
    hostapds[position].read = hostapds[position].read.filter { $0.identity != identity } + present
  }

  /// Options of one part, or of the radio.
  private mutating func give(_ options: [HostapdOption], to name: InterfaceName?, of position: Int) {
    var sections = hostapds[position].configuration.sections
    guard let number = name == nil ? 0 : sections.firstIndex(where: { $0.interface == name?.text }) else { return }
    for option in options {
      if let place = sections[number].options.firstIndex(where: { $0.name == option.name }) {
        sections[number].options[place] = option
      } else {
        sections[number].options.append(option)
      }
    }
    hostapds[position].configuration = HostapdConfiguration(options: sections.flatMap(\.options))
  }
}
