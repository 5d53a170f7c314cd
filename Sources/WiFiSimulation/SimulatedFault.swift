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
}
