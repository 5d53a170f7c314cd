extension Step {
  /// The step as a plan shows it.
  package var json: JSON {
    [
      "action": .string(action.name),
      "radio": .text(radio),
      "target": .text(action.target),
      "reason": .string(reason),
      "disruption": .string(disruption.rawValue),
      "deadlineMilliseconds": .number(deadline.nanoseconds / 1_000_000),
    ]
  }
}

extension Action {
  /// What it acts on, for people, without secrets; nil when its radio says all.
  package var target: String? {
    switch self {
    case .loadModule(let module), .unloadModule(let module): module.text
    case .unbindDevice(let device, _), .bindDevice(let device, _), .disablePort(let device), .enablePort(let device):
      device.path
    case .setRegulatoryDomain(let country): country.text
    case .addInterface(let name, _), .removeInterface(let name, _), .setLinkUp(let name): name.text
    case .addAddress(let address, let name), .removeAddress(let address, let name): "\(address) on \(name)"
    case .writePassphrase, .writeConfiguration, .removeFiles, .startHostapd: nil
    case .stopHostapd(let process), .killHostapd(let process): "process \(process.pid)"
    }
  }
}
