import WiFiModel

/// Values in which every field is filled, and every alternative and every word occurs somewhere.
enum Samples {
  static let passphrase = "correct horse"

  static func snapshot() throws -> ObservedState {
    let main = try RadioID("main")
    let device = BusDevice(
      bus: "usb", address: "1-1:1.0", path: "platform-vhci_hcd.0-usb-0:1:1.0",
      sysfs: "/devices/platform/vhci_hcd.0/usb1/1-1/1-1:1.0", kernelID: "c189:2",
      driver: try ModuleName("mwifiex_usb"), portSwitch: "/sys/bus/usb/devices/1-0:1.0/usb1-port1/disable")
    let slot = BusDevice(
      bus: "sdio", address: "mmc0:0001:1", path: "platform-2198000.mmc", sysfs: "devices/platform/2198000.mmc/mmc_host",
      isResettable: true, rescan: "devices/pci0000:00/rescan",
      host: BusDevice.Host(address: "2198000.mmc", bus: "platform", driver: "sdhci-esdhc-imx", hasBlockDevice: true),
      companions: ["mmc0:0001:2 (btmrvl_sdio)"])
    let address = try HardwareAddress("02:00:00:00:00:01")
    let stuck = StuckRequest(
      operation: "get-interface", since: .seconds(41), process: ProcessIdentity(pid: 812, startTime: 99), state: "D")
    let modules: [ModuleState] = [.absent, .loading, .unloading]
    let answers: [FirmwareAnswer] = [.notAsked, .silent, .late]
    let others = try zip(modules, answers).enumerated().map { index, pair in
      ObservedRadio(
        id: try RadioID("other-\(index)"), module: .known(pair.0), device: .known(nil), phy: .known(nil),
        firmware: pair.1)
    }
    let blind = ObservedRadio(
      id: try RadioID("z"), module: .unknown("/proc/modules: Permission denied"), device: .unknown("no sysfs"),
      phy: .unknown("no sysfs"), firmware: .notAsked)
    return ObservedState(
      at: Uptime(nanoseconds: 123_456_789_012_345), reach: .probing,
      radios: [
        ObservedRadio(
          id: main, module: .known(.live), device: .known(device),
          phy: .known(Phy(index: 3, name: "phy3", address: address, capabilities: .known(try capabilities()))),
          firmware: .answered, moduleParameters: [try ModuleParameter("reg_alpha2", "FR")],
          radioSwitch: RadioSwitch(sysfs: "devices/phy3/rfkill0", isSoftBlocked: true),
          siblings: ["pci-0000:02:00.0"], received: .max, stuckRequest: stuck),
        ObservedRadio(
          id: try RadioID("mute"), module: .known(.live), device: .known(slot),
          phy: .known(Phy(index: 4, name: "phy4", address: address)), firmware: .silent),
      ] + others + [blind],
      interfaces: .known([
        Interface(
          name: "mlan0", index: 4, phy: 3, address: address, isUp: false, hasCarrier: false,
          addresses: .unknown("the dump was interrupted"), wireless: Interface.Wireless(type: .station)),
        Interface(
          name: "uap0", index: 5, phy: 3, address: address, isUp: true, hasCarrier: true,
          addresses: .known([try InterfaceAddress("192.168.0.5/24"), try InterfaceAddress(observed: "ff02::1/128")]),
          master: 9, isBridge: false,
          wireless: Interface.Wireless(
            type: .accessPoint, ssid: Array("caf\u{e9}\\\u{0}".utf8), frequency: 2437, width: 40, power: -150)),
        Interface(
          name: "p2p", index: .max, phy: nil, address: nil, isUp: false, hasCarrier: false, addresses: .known([]),
          wireless: Interface.Wireless(type: .other, ssid: [])),
        Interface(
          name: "br0", index: 2, phy: nil, address: nil, isUp: true, hasCarrier: true, addresses: .known([]),
          isBridge: true),
      ]),
      regulatoryDomain: .known(try CountryCode("FR")),
      hostapds: .known(
        [
          HostapdInstance(
            radio: main, process: ProcessIdentity(pid: 901, startTime: .max), state: "S",
            answer: .status(
              HostapdStatus(
                state: "ENABLED", frequency: 2437, width: .mhz40, secondaryChannel: -1, radarSecondsLeft: 0,
                networks: [
                  HostapdStatus.Network(interface: "uap0", ssid: Array("lobby".utf8), bssid: address, stations: 7),
                  HostapdStatus.Network(interface: "uap1", ssid: []),
                ]))),
          HostapdInstance(
            radio: main, process: ProcessIdentity(pid: .max, startTime: 0), state: "T", answer: .silent,
            abilities: Set(HostapdInstance.Ability.allCases)),
          HostapdInstance(
            radio: main, process: ProcessIdentity(pid: 2, startTime: 1), state: "D",
            answer: .unreachable("control socket: Connection refused")),
          HostapdInstance(
            radio: main, process: ProcessIdentity(pid: 903, startTime: 1), state: "S",
            answer: .status(HostapdStatus(state: "COUNTRY_UPDATE"))),
        ]
          + ChannelWidth.allCases.map { width in
            HostapdInstance(
              radio: main, process: ProcessIdentity(pid: 904, startTime: 1), state: "S",
              answer: .status(HostapdStatus(state: "ACS", width: width)))
          }),
      configurations: .known([
        ConfigurationFiles(
          radio: main,
          configuration: HostapdConfiguration(options: [
            HostapdOption("interface", "uap0"), HostapdOption("fragm_threshold", "-1"),
            HostapdOption("wpa_passphrase", secret: try Credential(passphrase: Array(passphrase.utf8))),
          ]), files: try files()),
        ConfigurationFiles(radio: try RadioID("z"), configuration: nil, isPrivate: false),
      ]), hostapdSoftware: .known(HostapdSoftware(version: "2.10", features: Set(HostapdSoftware.Feature.allCases))),
      others: .known(
        [
          OtherProgram(
            .networkManager, ProcessIdentity(pid: 412, startTime: 9),
            holds: [OtherProgram.Hold("uap0", evidence: "/run/NetworkManager/devices/5 says managed=true")])
        ] + OtherProgram.Kind.allCases.map { OtherProgram($0, nil) }),
      exemption: .known(Exemption(isNeeded: true, text: Exemption.text(for: [try InterfaceName("uap0")]))),
      clock: .known(try WallTime("2026-12-01T00:00:00Z")), zoneOffset: .known(-12_600))
  }

  static func capabilities() throws -> Capabilities {
    Capabilities(
      interfaceTypes: InterfaceType.allCases,
      combinations: [
        Capabilities.Combination(
          limits: [Capabilities.Combination.Limit(3, InterfaceType.allCases)], maximum: 3, channels: 1,
          radarWidths: [.mhz20, .mhz40])
      ],
      bands: [
        BandCapabilities(
          band: .ghz2, widths: [.n: [.mhz20, .mhz40], .ax: [.mhz20]],
          channels: [ChannelCapabilities(frequency: 2412, maximumPower: 2000)]),
        BandCapabilities(
          band: .ghz5, widths: [.n: [.mhz20], .ac: ChannelWidth.allCases],
          channels: ChannelCapabilities.RadarState.allCases.enumerated().map { index, state in
            ChannelCapabilities(
              frequency: 5260 + 20 * UInt32(index), limits: Set(ChannelCapabilities.Limit.allCases), radar: state)
          }),
        BandCapabilities(band: .ghz6, channels: []),
      ],
      ciphers: [.ccmp, .bip], keyManagements: [.psk, .sae], maximumClients: 8,
      features: Set(Capabilities.Feature.allCases), country: try CountryCode("FR"))
  }

  static func files() throws -> [HostapdFile] {
    let name = try InterfaceName("uap0")
    let credential = try Credential(passphrase: Array(passphrase.utf8))
    let address = try HardwareAddress("02:00:00:00:00:09")
    return [
      HostapdFile(
        .passphrases([Security.Passphrase(credential), Security.Passphrase(credential, name: "guests")]), of: name),
      HostapdFile(.allowed([address]), of: name), HostapdFile(.denied([]), of: name),
    ]
  }

  static func blindSnapshot() -> ObservedState {
    ObservedState(
      at: Uptime(nanoseconds: 0), reach: .gentle, radios: [], interfaces: .unknown("a"),
      regulatoryDomain: .unknown("b"), hostapds: .unknown("c"), configurations: .unknown("d"),
      others: .unknown("f"), exemption: .unknown("g"), clock: .unknown("e"), zoneOffset: .unknown("h"),
      isKernelSound: .unknown("i"))
  }

  static func status() throws -> Status {
    let conditions = Condition.Kind.allCases.reversed().enumerated().map { index, kind in
      Condition(
        kind, Condition.Truth.allCases[index % 3], reason: Condition.Reason.allCases[index],
        message: "message \(index)",
        observedGeneration: .max, lastTransition: Uptime(nanoseconds: 1_999_999))
    }
    let kinds: [HistoryEntry.Kind] = [.spec, .step, .evidence, .decision, .condition]
    let address = try HardwareAddress("02:00:00:00:00:09")
    return Status(
      generation: 3, agent: conditions, specErrors: 7,
      radios: try Rung.allCases.enumerated().map { index, rung in
        RadioStatus(
          id: try RadioID("recovered-\(index)"), driver: try ModuleName("ath10k_pci"), chronicle: ofRadio(rung))
      } + [
        RadioStatus(id: try RadioID("second"), driver: try ModuleName("ath10k_pci"), chronicle: ofRadio(nil)),
        RadioStatus(
          id: try RadioID("main"), driver: try ModuleName("mwifiex_pcie"), device: "pci-0000:01:00.0", phy: "phy0",
          conditions: conditions, incident: "firmware: no answer", actionsSpent: 2, actionsAllowed: 4,
          held: ["add-interface uap0: RadioInRecovery"]),
      ],
      accessPoints: try ChannelWidth.allCases.map { width in
        AccessPointStatus(
          name: try InterfaceName("wide\(width.rawValue)"), radio: try RadioID("main"), ssid: try SSID([0xff]),
          frequency: 5180, width: width, onAirSince: .seconds(50), stations: 1,
          clients: [Station(address: address, since: nil)])
      } + [
        AccessPointStatus(
          name: try InterfaceName("uap1"), radio: try RadioID("main"), ssid: try SSID([0xff]), conditions: []),
        AccessPointStatus(
          name: try InterfaceName("uap0"), radio: try RadioID("main"), ssid: try SSID(Array("lobby".utf8)),
          frequency: 2437, bssid: try HardwareAddress("02:00:00:00:00:01"), stations: 7,
          clients: [Station(address: address, since: .seconds(60), signal: -51, passphraseName: "guests")],
          conditions: conditions),
      ],
      history: kinds.map { HistoryEntry(at: .seconds(1), kind: $0, message: "something \"happened\"") })
  }

  /// What was done to a radio that came back by that rung, or by itself.
  static func ofRadio(_ rung: Rung?) -> Chronicle.OfRadio {
    Chronicle.OfRadio(
      recoveries: rung.map { [$0: 2] } ?? [:], hostapdStarts: 1 << 62, steps: [.driver: 3],
      lastRecovery: Chronicle.Recovery(
        rung: rung, at: .seconds(77), reason: "PREP_CMD: FW is in bad state",
        offAir: rung == nil ? nil : .milliseconds(12_345)))
  }

  static func steps() throws -> [Step] {
    let module = try ModuleName("mwifiex_usb")
    let device = BusDevice(bus: "usb", address: "1-1:1.0", path: "usb-0:1:1.0", sysfs: "/devices/1")
    let name = try InterfaceName("uap0")
    let address = try InterfaceAddress("fd00::1/64")
    let process = ProcessIdentity(pid: 901, startTime: 5)
    let actions: [Action] =
      [
        .loadModule(module, [try ModuleParameter("reg_alpha2", "FR")]), .unloadModule(module),
        .unbindDevice(device, module), .bindDevice(device, module),
        .disablePort(device), .enablePort(device), .resetDevice(device), .removeDevice(device), .rescanBus(device),
        .unbindHost(device), .bindHost(device), .runPowerHook(["/usr/libexec/card-power", "off"]), .reboot,
        .unblockRadio(RadioSwitch(sysfs: "devices/phy3/rfkill0")), .setRegulatoryDomain(try CountryCode("FR")),
        .addInterface(name, phy: nil), .removeInterface(name, index: 4), .setLinkUp(name), .setLinkDown(name),
        .addAddress(address, name),
        .removeAddress(address, name), .setHardwareAddress(try HardwareAddress("02:00:00:00:00:01"), name),
        .limitPower(17, phy: nil), .reloadPassphrases(name), .writeConfiguration(HostapdConfiguration(options: [])),
        .removeFiles([], configuration: true),
        .removeFiles([HostapdFile.Identity(.passphrases, of: name)], configuration: false), .startHostapd,
        .stopHostapd(process), .killHostapd(process),
        .setOptions(name, [HostapdOption("ap_isolate", "1")], renewsBeacon: true),
        .switchChannel(name, ChannelSwitch(to: try Channel(11, in: .ghz2), width: .mhz20, standards: [.n])),
        .reloadBSS(name, []), .renewBSS(name, [], isSecured: false), .removeBSS(name, successor: nil),
        .addBSS(name, HostapdConfiguration(options: []), phy: nil),
        .recordConfiguration(HostapdConfiguration(options: [])),
        .reloadStations(HostapdFile(.denied([]), of: name)),
        .writeExemption([name]), .removeExemption, .reloadNetworkManager(process),
      ] + (try files().map { .writeFile($0) })
    return try actions.enumerated().map { index, action in
      Step(
        action, radio: try RadioID("main"), reason: "for a reason",
        disruption: Disruption.allCases[index % Disruption.allCases.count],
        clients: index % 2 == 0 ? nil : UInt16(index), deadline: .milliseconds(1500))
    }
  }

  static func memory() throws -> Memory {
    let main = try RadioID("main")
    let phases: [Incident.Phase] = [
      .due(.seconds(1)), .acting, .awaiting(until: .seconds(2)), .rebuilding(until: .seconds(3)),
      .healed(since: .seconds(-4)),
    ]
    let classes: [Fault.Class] = [.hostapd, .interface, .firmware]
    return Memory(
      bootID: "5f3c0d5e-0000-4000-8000-000000000000", generation: 1 << 62,
      incidents: phases.enumerated().map { index, phase in
        Incident(
          radio: main, devicePath: index == 0 ? nil : "pci-0000:01:00.0",
          fault: Fault(classes[index % 3], evidence: "PREP_CMD: FW is in bad state"),
          opened: Uptime(nanoseconds: 1_234_567_891), phase: phase, tried: index == 0 ? [] : Rung.allCases,
          rounds: 100, phyIndex: index == 0 ? nil : .max,
          device: index == 0
            ? nil : BusDevice(bus: "pci", address: "0000:01:00.0", path: "pci-0000:01:00.0", sysfs: "/d"),
          number: UInt64(index), ownReset: index == 0 ? nil : .seconds(70), keepsFirmware: index == 1,
          entry: index == 0 ? nil : .reloadDriver, harmful: index == 0 ? [] : [.reloadDriver, .resetBus],
          asked: index == 0 ? nil : .resetDevice,
          stuck: index == 0
            ? nil
            : StuckRequest(
              operation: "unload mwifiex_pcie", since: .seconds(41), process: ProcessIdentity(pid: 812, startTime: 99),
              state: "D"), history: index == 0 ? [] : Rung.allCases)
      },
      actions: [main: [.seconds(-1800), Uptime(nanoseconds: 77)], try RadioID("a"): []],
      failedChanges: [main: FailedChange(generation: 1 << 62, evidence: "hostapd ended while it was \"starting\"")],
      outages: 1 << 62,
      suspensions: [
        Suspension(.radio(main), reason: "a measurement", since: .seconds(5), until: .seconds(65)),
        Suspension(.accessPoint(try InterfaceName("uap0")), reason: "", since: .seconds(5), until: nil),
      ], crashed: [main], reboots: [main: 2])
  }

  static func outage() throws -> Outage {
    Outage(
      number: 7, radio: try RadioID("main"), device: "pci-0000:01:00.0", accessPoints: [try InterfaceName("uap0")],
      fault: Fault(.firmware, evidence: "PREP_CMD: FW is in bad state"), bootID: "a boot", began: .seconds(60),
      ended: .seconds(80), rungs: [.rebindDevice, .reloadDriver],
      entries: HistoryEntry.Kind.allCases.map { HistoryEntry(at: .seconds(61), kind: $0, message: "something") })
  }

  /// Every class of fault and every remedy, with and without what may be unknown.
  static func history() throws -> History {
    History(
      try Fault.Class.allCases.enumerated().map { index, kind in
        var outage = try outage()
        outage.number = UInt64(index)
        outage.fault.kind = kind
        outage.rungs = Rung.allCases
        if index == 0 {
          outage.device = nil
          outage.ended = nil
        }
        let time = index == 0 ? nil : WallTime(seconds: 1_800_000_000)
        return History.Entry(OutageRecord(outage, at: .seconds(90), time: time), folder: "00000\(index)-boot-1a2b3c4d")
      })
  }

  static func ledger() throws -> Ledger {
    let main = try RadioID("main")
    return Ledger(
      interfaces: [
        Ledger.OwnedInterface(name: try InterfaceName("uap0"), radio: main, index: 5),
        Ledger.OwnedInterface(name: try InterfaceName("uap1"), radio: main, index: nil, origin: .hostapd),
        Ledger.OwnedInterface(
          name: try InterfaceName("wlan0"), radio: main, index: 3, origin: .adopted,
          ownAddress: try HardwareAddress("02:00:00:00:00:01")),
        Ledger.OwnedInterface(name: try InterfaceName("other0"), radio: main, index: 2, origin: .renamed),
      ],
      addresses: [
        Ledger.OwnedAddress(address: try InterfaceAddress("192.168.0.5/24"), interface: try InterfaceName("uap0"))
      ],
      hostapds: [
        Ledger.OwnedHostapd(
          radio: main, interfaceIndex: 5, process: ProcessIdentity(pid: 901, startTime: 12345)),
        Ledger.OwnedHostapd(
          radio: main, interfaceIndex: 6,
          unread: [.configuration, .file(HostapdFile.Identity(.passphrases, of: try InterfaceName("uap0")))],
          process: nil),
      ],
      files: [main, try RadioID("b")],
      chronicle: Chronicle(
        specErrors: 7,
        radios: [main: ofRadio(.resetBus), try RadioID("a"): Chronicle.OfRadio(), try RadioID("b"): ofRadio(nil)],
        airTimes: [
          Chronicle.AirTime(
            accessPoint: try InterfaceName("uap0"), radio: main, process: ProcessIdentity(pid: 901, startTime: 12345),
            since: Uptime(nanoseconds: 5))
        ]),
      exemption: Ledger.ReadExemption(process: ProcessIdentity(pid: 412, startTime: 9), text: "[device]"))
  }
}
