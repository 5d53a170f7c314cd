import WiFiModel

extension SimulatedMachine {
  /// Somebody or something does this to the machine. Faults of the spec and of the agent are not the machine's.
  mutating func suffer(_ fault: SimulatedFault, accessPoint: AccessPoint) {
    let name = accessPoint.name.text
    let own = interfaces.firstIndex { $0.name == name && !$0.isForeign }
    switch fault {
    case .killHostapd: for hostapd in hostapds { endHostapd(hostapd.process, clean: false) }
    case .stopHostapd: for position in hostapds.indices { hostapds[position].isStopped = true }
    case .continueHostapd:
      for position in hostapds.indices {
        hostapds[position].isStopped = false
        hostapds[position].isHung = false
      }
    case .hangHostapd: for position in hostapds.indices { hostapds[position].isHung = true }
    case .hideHostapd: isHostapdHidden = true
    case .showHostapd: isHostapdHidden = false
    case .breakHostapd:
      isHostapdBroken = true
      for hostapd in hostapds { endHostapd(hostapd.process, clean: false) }
    case .mendHostapd:
      isHostapdBroken = false
      mishap = nil
      for hostapd in hostapds where hostapd.phase == .stalled { plan(.hostapdEnables(hostapd.process.pid), in: 100) }
    case .stallOnChange, .refuseChange, .hangOnChange:
      mishap = Mishap(fault: fault, fit: files.compactMap(\.configuration))
    case .deleteInterface: interfaces.removeAll { $0.name == name && !$0.isForeign }
    case .takeLinkDown:
      guard let own else { break }
      takeLinkDown(at: own)
    case .renameInterface: if let own { rename(at: own) }
    case .hearRadar: moveChannel(radar: true)
    case .switchChannel: moveChannel(radar: false)
    case .startNetworkManager: startNetworkManager()
    case .stopNetworkManager: networkManager = nil
    case .startSupplicant: startSupplicant(name)
    case .stopSupplicant: supplicant = nil
    case .removeAddress: if let own { interfaces[own].addresses = [] }
    case .addForeignInterface: addInterface(name, type: .station, isForeign: true)
    case .deleteForeignInterface: interfaces.removeAll { $0.name == name && $0.isForeign }
    case .addForeignAddress:
      if let own, let address = InterfaceAddress(bytes: [10, 9, 8, 7], prefixLength: 24),
        !interfaces[own].foreignAddresses.contains(address)
      {
        interfaces[own].foreignAddresses.append(address)
      }
    case .removeModule:
      module = .absent
      cure(by: .unload)
      dropCard()
    case .loseAnswer: firmware.losesNextAnswer = true
    case .deafen: firmware.isDeaf = true
    case .unplug:
      isPlugged = false
      dropCard()
      firmware = Firmware()
    case .plug:
      guard !isPlugged else { return }
      isPlugged = true
      powerUp()
    case .powerCycle:
      guard isPlugged else { return }
      dropCard()
      powerUp()
    case .changeCountry: if let other = try? CountryCode("US") { country = other }
    case .pinCountry:
      isCountryPinned = true
      country = nil
    case .unpinCountry: isCountryPinned = false
    case .stickUnload: leave = .stuck
    case .releaseUnload:
      leave = nil
      guard let stuck = stuckLeave else { break }
      stuckLeave = nil
      helperHeld = nil
      leaveCard()
      if case .unloadModule = stuck { module = .absent }
    case .crashOnUnload: leave = .crashes
    case .rebootMachine: signals.append(.rebooted)
    case .blockRadio, .switchOff:
      if fault == .switchOff { isHardBlocked = true } else { isSoftBlocked = true }
      for position in interfaces.indices where interfaces[position].isUp { takeLinkDown(at: position) }
    case .unblockRadio: isSoftBlocked = false
    case .switchOn: isHardBlocked = false
    case .hideFirmware: isFirmwareHidden = true
    case .showFirmware: isFirmwareHidden = false
    case .serveClients: areClientsServed = true
    case .loseClients: areClientsServed = false
    case .floodLog: signals.append(.logLost)
    case .interruptDumps: hidden.insert(.interfaces)
    case .hideCard: hidden.insert(.card)
    case .hideCountry: hidden.insert(.country)
    case .hideFiles: hidden.insert(.files)
    case .showAll: hidden = []
    case .refuseBusy: refusals = Array(repeating: "Device or resource busy", count: 3)
    case .refuseFull: refusals = Array(repeating: "Too many open files in system", count: 3)
    case .refuseGone: refusals = Array(repeating: "No such device", count: 3)
    case .refuseLate: refusals = Array(repeating: "Connection timed out", count: 3)
    case .killHelper: isHelperDying = true
    case .fillDisk: disk = .full
    case .lockDisk: disk = .readOnly
    case .mendDisk: disk = .sound
    case .tearFiles:
      for place in files.indices {
        let half = (files[place].configuration?.options.count ?? 0) / 2
        files[place].configuration?.options.removeLast(half)
        files[place].files = files[place].files.dropLast()
        if half > 0 { torn.insert(files[place].radio) }
      }
    case .removeFiles:
      files = []
      torn = []
    case .lieEnabled:
      guard let own, hostapds.contains(where: { $0.phase == .enabled }) else { break }
      interfaces[own].ssid = nil
      interfaces[own].frequency = nil
    case .keepChannel: keepsChannel = true
    case .reuseIndex:
      guard let own else { break }
      let index = interfaces[own].index
      interfaces.remove(at: own)
      addInterface("other\(index)", type: .station, isForeign: true)
      if let new = interfaces.firstIndex(where: { $0.name == "other\(index)" }) {
        interfaces[new].index = index
        nextIndex -= 1
      }
    case .changeType:
      guard let own else { break }
      takeLinkDown(at: own)
      interfaces[own].type = .station
      interfaces[own].ssid = nil
    case .limitInterfaces, .allowInterfaces:
      carriesOne = fault == .limitInterfaces
      told = nil
    case .resetCard:
      guard adapter?.isUp == true, module == .live else { return }
      say("info: shutdown mwifiex...")
      firmware = Firmware()
      dropCard()
      probeCard()
    case .suspendMachine:
      guard isPlugged, card.bus == "usb" else { break }
      dropCard()
      powerUp()
    case .jumpClock: clockAtStart = clockAtStart.map { WallTime(seconds: $0.seconds + 365 * 86400) }
    case .loseClock: clockAtStart = nil
    case .loseEvents, .bringEvents, .doubleEvents, .delayEvents, .orderEvents, .delayLooks, .hastenLooks: return
    case .killAgent, .editSpec, .restoreSpec, .removeSpec, .invalidateSpec, .hideSpecDirectory, .requestApply,
      .requestRelease, .suspendRadio, .resumeRadio, .requestRecovery:
      return
    }
    // A silent death is silent.
    if fault != .deafen, fault != .loseAnswer { signals.append(.changed) }
  }
}
