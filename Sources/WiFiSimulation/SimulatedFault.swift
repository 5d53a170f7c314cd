/// Something that happens to the machine or to the agent, by its name in scenarios.
package enum SimulatedFault: String, Hashable, Sendable, CaseIterable {
  case killHostapd = "kill-hostapd"
  /// SIGSTOP and SIGCONT.
  case stopHostapd = "stop-hostapd"
  case continueHostapd = "continue-hostapd"
  /// hostapd lives and answers nobody, until it is continued or killed.
  case hangHostapd = "hang-hostapd"
  /// The observer cannot tell what runs, and can again.
  case hideHostapd = "hide-hostapd"
  case showHostapd = "show-hostapd"
  /// hostapd exits a moment after each start, until it is mended.
  case breakHostapd = "break-hostapd"
  case mendHostapd = "mend-hostapd"
  /// From now on hostapd does not cope with any other configuration than the present one: it starts and never reaches
  /// ENABLED, exits a moment after its start, or hangs the firmware; until it is mended.
  case stallOnChange = "stall-on-change"
  case refuseChange = "refuse-change"
  case hangOnChange = "hang-on-change"
  case deleteInterface = "delete-interface"
  case takeLinkDown = "take-link-down"
  case removeAddress = "remove-address"
  /// Somebody adds an interface of the access point's name, and an address of his own to the one that is there.
  case addForeignInterface = "add-foreign-interface"
  case addForeignAddress = "add-foreign-address"
  case deleteForeignInterface = "delete-foreign-interface"
  /// Somebody gives the interface another name.
  case renameInterface = "rename-interface"
  /// Radar is heard where hostapd is; somebody tells hostapd to switch (CHAN_SWITCH).
  case hearRadar = "hear-radar"
  case switchChannel = "switch-channel"
  /// A NetworkManager begins to run, or ends.
  case startNetworkManager = "start-network-manager"
  case stopNetworkManager = "stop-network-manager"
  /// A wpa_supplicant takes the interface, or ends.
  case startSupplicant = "start-supplicant"
  case stopSupplicant = "stop-supplicant"
  case removeModule = "remove-module"
  /// The answer to the next firmware command is lost; the firmware lives.
  case loseAnswer = "lose-answer"
  /// The firmware takes commands and never answers, without a line in the kernel log.
  case deafen = "deafen"
  case unplug
  case plug
  case powerCycle = "power-cycle"
  /// Somebody else sets the regulatory domain; the kernel takes no domain at all; it does again.
  case changeCountry = "change-country"
  case pinCountry = "pin-country"
  case unpinCountry = "unpin-country"
  case killAgent = "kill-agent"
  case editSpec = "edit-spec"
  case restoreSpec = "restore-spec"
  case removeSpec = "remove-spec"
  case invalidateSpec = "invalidate-spec"
  case hideSpecDirectory = "hide-spec-directory"
  /// Somebody asks for a pass, as `wifi-ap apply` does.
  case requestApply = "request-apply"
  /// The next time the driver is to leave the card, it waits in the kernel for ever; until it is let go.
  case stickUnload = "stick-unload"
  case releaseUnload = "release-unload"
  /// The next time the driver is to leave the card, the kernel crashes under it.
  case crashOnUnload = "crash-on-unload"
  /// The firmware's file is gone, and there again: a driver asks for it when it gives the card fresh firmware.
  case hideFirmware = "hide-firmware"
  case showFirmware = "show-firmware"
  /// Somebody silences the radio (rfkill), and lets it speak; a switch of the machine does.
  case blockRadio = "block-radio"
  case unblockRadio = "unblock-radio"
  case switchOff = "switch-off"
  case switchOn = "switch-on"
  /// Somebody reboots the machine.
  case rebootMachine = "reboot-machine"
  /// Clients send, as long as the card carries their frames; they fall silent.
  case serveClients = "serve-clients"
  case loseClients = "lose-clients"
  /// The kernel log overflows before it is read.
  case floodLog = "flood-log"
  /// `wifi-ap suspend` for the radio, for a minute; `resume`; `recover` without a rung.
  case suspendRadio = "suspend-radio"
  case resumeRadio = "resume-radio"
  case requestRecovery = "request-recovery"
  /// And lets it do anything (`--max-disruption machine`).
  case requestRelease = "request-release"

  // What the agent is told.
  /// Nothing that happens is told any more, and is again.
  case loseEvents = "lose-events"
  case bringEvents = "bring-events"
  /// Everything is told twice, or up to five seconds late and in another order; no more.
  case doubleEvents = "double-events"
  case delayEvents = "delay-events"
  case orderEvents = "order-events"
  /// What a look has seen reaches the agent five seconds later; at once again.
  case delayLooks = "delay-looks"
  case hastenLooks = "hasten-looks"
  /// Dumps of the kernel's are interrupted, so that its interfaces are not known; the card, the regulatory domain or the
  /// files cannot be seen; all can again.
  case interruptDumps = "interrupt-dumps"
  case hideCard = "hide-card"
  case hideCountry = "hide-country"
  case hideFiles = "hide-files"
  case showAll = "show-all"

  // What the kernel and the disk refuse.
  /// The next three requests fail, with EBUSY, ENFILE, ENODEV or ETIMEDOUT.
  case refuseBusy = "refuse-busy"
  case refuseFull = "refuse-full"
  case refuseGone = "refuse-gone"
  case refuseLate = "refuse-late"
  /// The helper dies in its next request.
  case killHelper = "kill-helper"
  /// No file can be written (ENOSPC); none outside of /run (EROFS); all can again.
  case fillDisk = "fill-disk"
  case lockDisk = "lock-disk"
  case mendDisk = "mend-disk"
  /// hostapd's files are cut short on the disk; they are gone.
  case tearFiles = "tear-files"
  case removeFiles = "remove-files"

  // What else hostapd, the card and people do.
  /// hostapd says ENABLED and serves nobody.
  case lieEnabled = "lie-enabled"
  /// It takes the next order to another channel and stays where it is.
  case keepChannel = "keep-channel"
  /// Somebody deletes an access point's interface, and another one gets its index.
  case reuseIndex = "reuse-index"
  /// Somebody makes an access point's interface a station's.
  case changeType = "change-type"
  /// The radio carries one access point at most; as many as declared again.
  case limitInterfaces = "limit-interfaces"
  case allowInterfaces = "allow-interfaces"
  /// The driver resets its card by itself, for no reason that anybody saw.
  case resetCard = "reset-card"
  /// The machine sleeps for an hour, in which USB loses its power.
  case suspendMachine = "suspend-machine"
  /// The clock of the day is a year ahead, or unknown.
  case jumpClock = "jump-clock"
  case loseClock = "lose-clock"
}
