/// The snapshot. It holds no secret: a passphrase is only said to be set, and is read back as `Credential.withheld`.
extension ObservedState {
  package var json: JSON {
    .object([
      DocumentSchema.snapshot.member,
      JSON.Member("uptimeNanoseconds", .number(at.nanoseconds)),
      JSON.Member("reach", .string(reach.rawValue)),
      JSON.Member("radios", .array(radios.map(\.json))),
      JSON.Member("interfaces", interfaces.json { .array($0.map(\.json)) }),
      JSON.Member("regulatoryDomain", regulatoryDomain.json { .text($0) }),
      JSON.Member("hostapds", hostapds.json { .array($0.map(\.json)) }),
      JSON.Member("configurations", configurations.json { .array($0.map(\.json)) }),
      JSON.Member("hostapdSoftware", hostapdSoftware.json { $0?.json ?? nil }),
      JSON.Member("others", others.json { .array($0.map(\.json)) }),
      JSON.Member("exemption", exemption.json { $0.json }),
      JSON.Member("clock", clock.json { .text($0) }),
      JSON.Member("zoneOffsetSeconds", zoneOffset.json { .number($0) }),
      JSON.Member("kernelSound", isKernelSound.json { .bool($0) }),
    ])
  }

  /// - Throws: `JSONError` when the document is no snapshot of this version, or holds what no machine can show.
  package init(json: JSON) throws(JSONError) {
    let document = try JSONCursor(json, expecting: .snapshot)
    self.init(
      at: try document["uptimeNanoseconds"].uptime(),
      reach: try document["reach"].word(),
      radios: try document["radios"].map(ObservedRadio.init),
      interfaces: try Knowledge(document["interfaces"]) { cursor throws(JSONError) in try cursor.map(Interface.init) },
      regulatoryDomain: try Knowledge(document["regulatoryDomain"]) { cursor throws(JSONError) in
        try cursor.optional?.noun(CountryCode.init)
      },
      hostapds: try Knowledge(document["hostapds"]) { cursor throws(JSONError) in
        try cursor.map(HostapdInstance.init)
      },
      configurations: try Knowledge(document["configurations"]) { cursor throws(JSONError) in
        try cursor.map(ConfigurationFiles.init)
      },
      hostapdSoftware: try Knowledge(later: document, "hostapdSoftware") { cursor throws(JSONError) in
        try cursor.optional.map(HostapdSoftware.init)
      },
      others: try Knowledge(later: document, "others") { cursor throws(JSONError) in
        try cursor.map(OtherProgram.init)
      },
      exemption: try Knowledge(later: document, "exemption", decode: Exemption.init),
      clock: try Knowledge(later: document, "clock") { cursor throws(JSONError) in
        try cursor.optional?.noun { (text) throws(InvalidValue) in try WallTime(text) }
      },
      zoneOffset: try Knowledge(later: document, "zoneOffsetSeconds") { cursor throws(JSONError) in
        try cursor.integer()
      },
      isKernelSound: try Knowledge(later: document, "kernelSound") { cursor throws(JSONError) in try cursor.bool() })
  }
}

/// `{"known": ...}` or `{"unknown": "why"}`: absence is a known null, so that it is never taken for ignorance.
extension Knowledge {
  func json(_ encode: (Value) -> JSON) -> JSON {
    switch self {
    case .known(let value): ["known": encode(value)]
    case .unknown(let reason): ["unknown": .string(reason)]
    }
  }

  /// What a key holds that snapshots of earlier versions do not have.
  init(
    later cursor: JSONCursor, _ key: String, decode: (JSONCursor) throws(JSONError) -> Value
  ) throws(JSONError) {
    guard let value = cursor.later(key) else {
      self = .unknown("the snapshot is of a version that did not tell")
      return
    }
    try self.init(value, decode: decode)
  }

  fileprivate init(
    _ cursor: JSONCursor, decode: (JSONCursor) throws(JSONError) -> Value
  ) throws(JSONError) {
    let (key, value) = try cursor.only()
    switch key {
    case "known": self = .known(try decode(value))
    case "unknown": self = .unknown(try value.string())
    default: throw cursor.failure("the key is neither 'known' nor 'unknown'")
    }
  }
}

extension ObservedRadio {
  fileprivate var json: JSON {
    [
      "name": .text(id),
      "module": module.json { .string($0.rawValue) },
      "device": device.json { $0?.json ?? nil },
      "phy": phy.json { $0?.json ?? nil },
      "firmware": .string(firmware.rawValue),
      "moduleParameters": .array(moduleParameters.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "radioSwitch": radioSwitch?.json ?? nil,
      "siblings": .array(siblings.map { .string($0) }),
      "receivedFrames": .number(received),
      "stuckRequest": stuckRequest?.json ?? nil,
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      id: try cursor["name"].noun(RadioID.init),
      module: try Knowledge(cursor["module"]) { cursor throws(JSONError) in try cursor.word() },
      device: try Knowledge(cursor["device"]) { cursor throws(JSONError) in
        try cursor.optional.map(BusDevice.init)
      },
      phy: try Knowledge(cursor["phy"]) { cursor throws(JSONError) in try cursor.optional.map(Phy.init) },
      firmware: try cursor["firmware"].word(),
      moduleParameters: try cursor.later("moduleParameters")?.map { cursor throws(JSONError) in
        let value = try cursor["value"].string()
        return try cursor["name"].noun { (name) throws(InvalidValue) in try ModuleParameter(name, value) }
      } ?? [],
      radioSwitch: try cursor.later("radioSwitch")?.optional.map(RadioSwitch.init),
      siblings: try cursor.later("siblings")?.map { cursor throws(JSONError) in try cursor.string() } ?? [],
      received: try cursor.later("receivedFrames")?.optional?.integer(),
      stuckRequest: try cursor["stuckRequest"].optional.map(StuckRequest.init))
  }
}

extension BusDevice {
  var json: JSON {
    [
      "bus": .string(bus),
      "address": .string(address),
      "path": .string(path),
      "sysfs": .string(sysfs),
      "kernelID": .text(kernelID),
      "driver": .text(driver),
      "portSwitch": .text(portSwitch),
      "resettable": .bool(isResettable),
      "rescan": .text(rescan),
      "host": host?.json ?? nil,
      "companions": .array(companions.map { .string($0) }),
    ]
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      bus: try cursor["bus"].string(),
      address: try cursor["address"].string(),
      path: try cursor["path"].string(),
      sysfs: try cursor["sysfs"].string(),
      kernelID: try cursor["kernelID"].optional?.string(),
      driver: try cursor["driver"].optional?.noun(ModuleName.init),
      portSwitch: try cursor["portSwitch"].optional?.string(),
      isResettable: try cursor.later("resettable")?.bool() ?? false,
      rescan: try cursor.later("rescan")?.optional?.string(),
      host: try cursor.later("host")?.optional.map(Host.init),
      companions: try cursor.later("companions")?.map { cursor throws(JSONError) in try cursor.string() } ?? [])
  }
}

extension BusDevice.Host {
  fileprivate var json: JSON {
    [
      "address": .string(address),
      "bus": .string(bus),
      "driver": .string(driver),
      "blockDevice": .bool(hasBlockDevice),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      address: try cursor["address"].string(), bus: try cursor["bus"].string(),
      driver: try cursor["driver"].string(), hasBlockDevice: try cursor["blockDevice"].bool())
  }
}

extension Phy {
  fileprivate var json: JSON {
    [
      "index": .number(index),
      "name": .string(name),
      "address": .text(address),
      "capabilities": capabilities.json { $0.json },
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      index: try cursor["index"].integer(),
      name: try cursor["name"].string(),
      address: try cursor["address"].noun(HardwareAddress.init(_:)),
      capabilities: try Knowledge(later: cursor, "capabilities", decode: Capabilities.init))
  }
}

extension RadioSwitch {
  fileprivate var json: JSON {
    ["sysfs": .string(sysfs), "softBlocked": .bool(isSoftBlocked), "hardBlocked": .bool(isHardBlocked)]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      sysfs: try cursor["sysfs"].string(), isSoftBlocked: try cursor["softBlocked"].bool(),
      isHardBlocked: try cursor["hardBlocked"].bool())
  }
}

extension StuckRequest {
  var json: JSON {
    [
      "operation": .string(operation),
      "sinceUptimeNanoseconds": .number(since.nanoseconds),
      "pid": .number(process.pid),
      "startTicks": .number(process.startTime),
      "state": .string(state),
    ]
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      operation: try cursor["operation"].string(),
      since: try cursor["sinceUptimeNanoseconds"].uptime(),
      process: ProcessIdentity(
        pid: try cursor["pid"].processNumber(), startTime: try cursor.later("startTicks")?.integer() ?? 0),
      state: try cursor["state"].string())
  }
}

extension Interface {
  fileprivate var json: JSON {
    [
      "name": .string(name),
      "index": .number(index),
      "phy": .number(phy),
      "address": .text(address),
      "up": .bool(isUp),
      "carrier": .bool(hasCarrier),
      "addresses": addresses.json { .array($0.map { .text($0) }) },
      "master": .number(master),
      "bridge": .bool(isBridge),
      "wireless": wireless?.json ?? nil,
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      name: try cursor["name"].string(),
      index: try cursor["index"].integer(),
      phy: try cursor["phy"].optional?.integer(),
      address: try cursor["address"].optional?.noun(HardwareAddress.init(_:)),
      isUp: try cursor["up"].bool(),
      hasCarrier: try cursor["carrier"].bool(),
      addresses: try Knowledge(cursor["addresses"]) { cursor throws(JSONError) in
        try cursor.map { cursor throws(JSONError) in try cursor.noun(InterfaceAddress.init(observed:)) }
      },
      master: try cursor.later("master")?.optional?.integer(),
      isBridge: try cursor.later("bridge")?.bool() ?? false,
      wireless: try cursor["wireless"].optional.map(Wireless.init))
  }
}

extension Interface.Wireless {
  fileprivate var json: JSON {
    [
      "type": .string(type.rawValue),
      "ssid": .text(ssid.map(SSID.text(of:))),
      "ssidHex": .text(ssid.map(SSID.hex(of:))),
      "frequencyMHz": .number(frequency),
      "widthMHz": .number(width),
      "powerMillibels": .number(power),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      type: try cursor["type"].word(),
      ssid: try cursor.ssid(),
      frequency: try cursor["frequencyMHz"].optional?.integer(),
      width: try cursor.later("widthMHz")?.optional?.integer(),
      power: try cursor.later("powerMillibels")?.optional?.integer())
  }
}

extension HostapdInstance {
  fileprivate var json: JSON {
    [
      "radio": .text(radio),
      "process": process.json,
      "state": .string(state),
      "answer": answer.json,
      "abilities": .array(Ability.allCases.filter(abilities.contains).map { .string($0.rawValue) }),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    let abilities: [Ability]? = try cursor.later("abilities")?.map { cursor throws(JSONError) in try cursor.word() }
    self.init(
      radio: try cursor["radio"].noun(RadioID.init),
      process: try ProcessIdentity(cursor["process"]),
      state: try cursor["state"].string(),
      answer: try Answer(cursor["answer"]),
      abilities: Set(abilities ?? []))
  }
}

/// `{"status": {...}}`, `{"unreachable": "why"}` or `"silent"`.
extension HostapdInstance.Answer {
  fileprivate var json: JSON {
    switch self {
    case .status(let status): ["status": status.json]
    case .silent: "silent"
    case .unreachable(let reason): ["unreachable": .string(reason)]
    }
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    if cursor.value == "silent" {
      self = .silent
      return
    }
    let (key, value) = try cursor.only()
    switch key {
    case "status": self = .status(try HostapdStatus(value))
    case "unreachable": self = .unreachable(try value.string())
    default: throw cursor.failure("the key is neither 'status' nor 'unreachable'")
    }
  }
}

extension ProcessIdentity {
  var json: JSON { ["pid": .number(pid), "startTimeTicks": .number(startTime)] }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(pid: try cursor["pid"].processNumber(), startTime: try cursor["startTimeTicks"].integer())
  }
}

extension HostapdStatus {
  fileprivate var json: JSON {
    [
      "state": .string(state),
      "frequencyMHz": .number(frequency),
      "widthMHz": .number(width?.rawValue),
      "secondaryChannel": .number(secondaryChannel),
      "radarSecondsLeft": .number(radarSecondsLeft),
      "networks": .array(networks.map(\.json)),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      state: try cursor["state"].string(),
      frequency: try cursor["frequencyMHz"].optional?.integer(),
      width: try cursor.later("widthMHz")?.optional?.channelWidth(),
      secondaryChannel: try cursor.later("secondaryChannel")?.optional?.integer(),
      radarSecondsLeft: try cursor.later("radarSecondsLeft")?.optional?.integer(),
      networks: try cursor["networks"].map(Network.init))
  }
}

extension HostapdStatus.Network {
  fileprivate var json: JSON {
    [
      "interface": .string(interface),
      "ssid": .string(SSID.text(of: ssid)),
      "ssidHex": .string(SSID.hex(of: ssid)),
      "bssid": .text(bssid),
      "stations": .number(stations),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      interface: try cursor["interface"].string(),
      ssid: try cursor.ssid() ?? [],
      bssid: try cursor["bssid"].optional?.noun(HardwareAddress.init(_:)),
      stations: try cursor["stations"].integer())
  }
}

extension JSONCursor {
  /// The bytes of `ssidHex`; `ssid` beside it is for people, and must not contradict.
  fileprivate func ssid() throws(JSONError) -> [UInt8]? {
    let bytes = try self["ssidHex"].optional?.bytes()
    let text = try self["ssid"].optional?.string()
    guard text == bytes.map(SSID.text(of:)) else {
      throw try self["ssid"].failure("the text is not that of 'ssidHex', which is what counts; change both")
    }
    return bytes
  }

  /// The number of a process that may be signalled: neither a group (0, negative) nor init (1).
  fileprivate func processNumber() throws(JSONError) -> Int32 { try integer(2...Int32.max) }
}
