extension Condition.Reason {
  /// What it says and what to do about it: the one place from which documents take both.
  package var meaning: (says: String, remedy: String) {
    switch self {
    case .onAir: ("on the air as declared, as witnesses say that do not know of each other", "nothing")
    case .matched: ("as declared as far as can be told without asking the firmware", "nothing")
    case .drifted: ("something differs from the spec", "wait: it is being corrected; `wifi-ap plan` shows what")
    case .disabled: ("the spec says `enabled: false`", "write `enabled: true` to have it")
    case .notObserved: ("the machine could not be observed, or was not yet", "wait; if it stays, read the journal")
    case .notProbed: ("hostapd and link are up, the firmware was not asked yet", "wait for the next look")
    case .kernelSilent:
      ("the kernel has not answered a request", "wait: firmware that hangs holds it up to 12 s; then recovery acts")
    case .answerOld: ("the firmware was asked, too long ago to count", "wait for the next look")
    case .beaconing: ("the SSID is on the air, on the channel that hostapd was given or chose", "nothing")
    case .channelOverridden:
      (
        "on the air on another channel than the declared one: radar, a station on the same radio, a neighbour or an "
          + "operator moved it",
        "nothing: it is left there; declare that channel, or let the station join another network"
      )
    case .interfaceMissing: ("the interface does not exist", "wait: it is being made")
    case .hostapdNotRunning: ("no hostapd serves the radio", "wait: it is being started")
    case .hostapdSilent: ("hostapd does not answer", "wait: it is told whether hostapd or the firmware hangs")
    case .interfaceReplaced:
      ("hostapd serves an interface that is gone or was replaced", "wait: hostapd is being started anew")
    case .hostapdState:
      ("hostapd is in a state that leads nowhere by itself, such as DISABLED", "wait: it is being mended")
    case .notServed: ("hostapd does not serve the interface", "wait: it is being mended")
    case .otherSSID: ("hostapd announces another SSID", "wait: it is being mended")
    case .otherInterface: ("hostapd's BSSID is not the address of the interface", "wait: it is being mended")
    case .linkDown: ("the interface is down, or has no carrier", "find out who takes it down, if it happens again")
    case .firmwareSilent:
      ("the firmware does not answer; what hostapd and the kernel say is memory", "wait: recovery acts")
    case .kernelDisagrees: ("hostapd says ENABLED, and the kernel has no such BSS", "wait: hostapd is being mended")
    case .channelDisagrees: ("hostapd and the kernel name different channels", "wait: hostapd is being mended")
    case .hostapdStarting: ("hostapd has only begun", "wait some seconds")
    case .settingCountry: ("hostapd waits for the kernel to take the country", "wait at most 5 s")
    case .choosingChannel: ("hostapd surveys the band for the least busy channel (ACS)", "wait at most a minute")
    case .scanningForNeighbours: ("hostapd looks for other 40 MHz networks (HT_SCAN)", "wait at most 10 s")
    case .listeningForRadar:
      ("hostapd listens for radar (DFS)", "wait a minute, on weather channels ten; or declare a channel without radar")
    case .switchingChannel: ("a switch of channel was announced to the clients (CSA)", "wait some seconds")
    case .noneDeclared: ("no addresses are declared", "nothing")
    case .present: ("all declared addresses are there", "nothing")
    case .missing: ("a declared address is missing", "wait: it is being added")
    case .settled: ("nothing is under way", "nothing")
    case .working: ("a step is being performed", "wait")
    case .sound: ("no incident is open", "nothing")
    case .fault: ("an incident is open", "read what recovery does about it: `wifi-ap status`")
    case .moving: ("nothing is held back", "nothing")
    case .stepFailed: ("a step failed and is tried again", "read why in the journal: `journalctl -u wifi-apd`")
    case .contended: ("somebody undoes what the agent does", "stop the program that is named")
    case .withheld: ("the agent was told not to perform such a step", "start it without `--without`")
    case .disruptionHeld:
      (
        "a step would do more to clients than is allowed now",
        "wait for the window, or `wifi-ap apply --max-disruption`"
      )
    case .rolledBack:
      ("a change did not come on the air; what was there before is served in its place", "correct the spec")
    case .rollbackRefused:
      ("a change did not come on the air, and going back would weaken what the spec protects", "correct the spec")
    case .rollbackOff: ("a change did not come on the air, and the settings forbid going back", "correct the spec")
    case .radioInRecovery: ("recovery holds the radio", "wait")
    case .budgetSpent: ("the driver-level actions of this hour are spent", "wait, or write more `actions-per-hour`")
    case .recoveryBackoff: ("recovery waits before it tries again", "wait, or look at the card and its power")
    case .driverResetting:
      ("the driver may be resetting its card by itself", "wait: recovery acts when it did not help")
    case .clientsServed:
      ("the firmware hangs, but frames of clients still come in: they are served five minutes longer", "wait")
    case .kernelUnsound:
      (
        "a remedy crashed the kernel (oops), and the driver is left alone",
        "reboot the machine, or write `recovery: {reboot: true}` to have that done"
      )
    case .suspended: ("somebody wants it left alone: it is watched and not touched", "`wifi-ap resume NAME`")
    case .attended: ("nobody wants it left alone", "nothing")
    case .answered: ("the firmware answers", "nothing")
    case .silent: ("the firmware did not answer the last question", "wait: it is asked again")
    case .hung: ("the firmware hangs", "wait: recovery acts")
    case .starting: ("the driver has registered no wiphy yet", "wait some seconds")
    case .unprobed: ("nobody asked: no probe is known for the driver, or none was made yet", "nothing")
    case .valid: ("the spec is valid", "nothing")
    case .invalid: ("the spec has errors; the last good state is kept", "correct the line that is named")
    case .notRead: ("the spec was not read yet", "wait")
    case .noDevice: ("no card is bound to the driver", "plug it in, or correct `driver` and `match`")
    case .rfkillBlocked:
      ("somebody silenced the radio (rfkill)", "`rfkill unblock wifi`; the agent clears such a block at boot alone")
    case .rfkillHardBlocked: ("a switch of the machine silences the radio (rfkill)", "turn the switch")
    case .noFirmwareFile:
      (
        "the driver did not find the file of its card's firmware",
        "install it; the driver is told to ask again when it is there"
      )
    case .noBridge: ("the bridge does not exist, or is none", "make it, or leave `bridge` out")
    case .nameTaken: ("an interface of that name belongs to another radio", "rename that one, or the access point")
    case .notOwned: ("the interface is somebody else's", "remove it, or write `adopt: true`")
    case .heldByOther: ("a program of others holds the interface", "do what the message says, or declare another name")
    case .renamed: ("somebody renamed an interface that the agent made", "delete it, and find who renames")
    case .interfaceBusy: ("the interface is connected as a station", "disconnect it")
    case .noAccessPointType: ("the driver has no access point mode", "declare another card's radio")
    case .tooManyInterfaces: ("more interfaces than the radio carries at once", "take one down, or disable one")
    case .otherChannel: ("another interface holds the radio on another channel", "declare its channel")
    case .noSuchBand: ("the radio does not have the band", "declare another `band`")
    case .noSuchChannel: ("the radio does not have the channel", "declare another `channel`")
    case .channelDisabled: ("the country in force forbids the channel", "declare another `channel`")
    case .channelNoInitiation: ("nobody may begin to send on the channel (NO-IR)", "declare another `channel`")
    case .channelRadar:
      ("radar has the first right to the channel, and the driver cannot listen for it", "declare another `channel`")
    case .noSuchWidth: ("the radio does not have the width", "declare another `width`")
    case .noSuchStandard: ("the radio does not have the standard", "declare other `standards`")
    case .transmitPower: ("the declared power is more than the country allows", "declare less `tx-power`")
    case .noSuchCipher: ("the radio does not have the cipher", "declare another security `mode`")
    case .noSuchKeyManagement: ("the radio cannot do the security mode", "declare another security `mode`")
    case .noManagementFrameProtection: ("the radio cannot protect management frames", "declare another `mode` or `pmf`")
    case .tooManyClients: ("more clients than the driver serves", "declare less `max-clients`")
    case .noHostapd: ("hostapd is not installed", "apt-get install hostapd")
    case .hostapdTooOld: ("the installed hostapd is too old", "install a later one, or leave the option out")
    case .hostapdWithout: ("hostapd was built without it", "install another build, or leave the option out")
    case .moduleBusy: ("the kernel is loading or unloading the module", "wait")
    case .firmwareStarting: ("the firmware is not active yet", "wait some seconds")
    case .nextLoad: ("it is taken up when the driver is loaded next", "reload the driver, or wait")
    case .noPowerLimit: ("the driver takes no limit of the transmit power", "leave `tx-power` out")
    }
  }
}
