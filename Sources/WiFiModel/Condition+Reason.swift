extension Condition {
  /// Why a condition is as it is, a refusal was made or a step is held back: stable words for programs. Closed, so that
  /// a new one cannot come without a case that produces it.
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    // MARK: Ready

    /// On the air as declared, as witnesses that do not know of each other say.
    case onAir = "OnAir"
    /// As declared as far as can be told without asking the firmware.
    case matched = "Matched"
    /// Something differs from the spec.
    case drifted = "Drifted"
    /// The spec says `enabled: false`.
    case disabled = "Disabled"

    // MARK: Not known yet

    /// The machine could not be observed, or was not yet.
    case notObserved = "NotObserved"
    /// hostapd and link are up; the firmware was not asked yet.
    case notProbed = "NotProbed"
    /// The kernel has not answered a request.
    case kernelSilent = "KernelSilent"
    /// The firmware was asked, too long ago to count.
    case answerOld = "AnswerOld"

    // MARK: OnAir

    /// The SSID is on the air, on the channel that hostapd was given or chose.
    case beaconing = "Beaconing"
    /// The SSID is on the air on another channel than the declared one: radar, a station on the same radio, a neighbour
    /// or an operator moved it. It is left there.
    case channelOverridden = "ChannelOverridden"
    /// The interface does not exist.
    case interfaceMissing = "InterfaceMissing"
    /// No hostapd serves the radio.
    case hostapdNotRunning = "HostapdNotRunning"
    /// hostapd does not answer.
    case hostapdSilent = "HostapdSilent"
    /// hostapd serves an interface that is gone, or that another has taken the place of.
    case interfaceReplaced = "InterfaceReplaced"
    /// hostapd is in a state that leads nowhere by itself (DISABLED).
    case hostapdState = "HostapdState"
    /// hostapd does not serve the interface.
    case notServed = "NotServed"
    /// hostapd announces another SSID.
    case otherSSID = "OtherSSID"
    /// hostapd's BSSID is not the address of the interface.
    case otherInterface = "OtherInterface"
    /// The interface is down.
    case linkDown = "LinkDown"
    /// The firmware does not answer; what hostapd and the kernel say of it is memory.
    case firmwareSilent = "FirmwareSilent"
    /// hostapd says ENABLED, and the kernel has no such BSS.
    case kernelDisagrees = "KernelDisagrees"
    /// hostapd and the kernel name different channels.
    case channelDisagrees = "ChannelDisagrees"

    // MARK: On its way to the air, with an expected end

    /// hostapd has only begun.
    case hostapdStarting = "HostapdStarting"
    /// hostapd waits up to 5 s for the kernel to take the country (COUNTRY_UPDATE).
    case settingCountry = "SettingCountry"
    /// hostapd surveys the band for the least busy channel (ACS).
    case choosingChannel = "ChoosingChannel"
    /// hostapd looks for other 40 MHz networks (HT_SCAN).
    case scanningForNeighbours = "ScanningForNeighbours"
    /// hostapd listens for radar: a minute, on weather channels ten (DFS, CAC).
    case listeningForRadar = "ListeningForRadar"
    /// A switch of channel was announced to the clients (CSA).
    case switchingChannel = "SwitchingChannel"

    // MARK: AddressesReady

    /// No addresses are declared.
    case noneDeclared = "NoneDeclared"
    /// All addresses are there.
    case present = "Present"
    /// An address is missing.
    case missing = "Missing"

    // MARK: Reconciling, Degraded, Stalled

    /// Nothing is under way.
    case settled = "Settled"
    /// Something is under way.
    case working = "Working"
    /// No incident.
    case sound = "Sound"
    /// An incident is open.
    case fault = "Fault"
    /// Nothing is held back.
    case moving = "Moving"
    /// A step failed; it is tried again.
    case stepFailed = "StepFailed"
    /// Somebody undoes what the agent does.
    case contended = "Contended"
    /// The agent was told not to perform such a step (`--without`).
    case withheld = "Withheld"
    /// A step would do more to clients than is allowed now.
    case disruptionHeld = "DisruptionHeld"
    /// A change did not come on the air; what was on the air before is served in its place.
    case rolledBack = "RolledBack"
    /// A change did not come on the air, and is not taken back: that would weaken what the spec protects, or would not
    /// help.
    case rollbackRefused = "RollbackRefused"
    /// A change did not come on the air, and is not taken back, as the settings say.
    case rollbackOff = "RollbackOff"
    /// Recovery holds the radio.
    case radioInRecovery = "RadioInRecovery"
    /// The driver-level actions of this hour are spent.
    case budgetSpent = "BudgetSpent"
    /// Recovery waits before it tries again.
    case recoveryBackoff = "RecoveryBackoff"
    /// The driver may be resetting the card by itself.
    case driverResetting = "DriverResetting"
    /// The firmware hangs, but frames of clients still come in: they get a while.
    case clientsServed = "ClientsServed"
    /// A remedy crashed the kernel: the driver is left alone until a reboot.
    case kernelUnsound = "KernelUnsound"

    // MARK: Suspended

    /// Somebody wants it left alone.
    case suspended = "Suspended"
    /// Nobody wants it left alone.
    case attended = "Attended"

    // MARK: FirmwareHealthy

    /// The firmware answers.
    case answered = "Answered"
    /// The firmware does not answer.
    case silent = "Silent"
    /// The firmware hangs.
    case hung = "Hung"
    /// The driver has registered no wiphy yet.
    case starting = "Starting"
    /// Nobody asked: no probe is known for the driver, or none was made yet.
    case unprobed = "Unprobed"

    // MARK: SpecValid

    /// The spec is valid.
    case valid = "Valid"
    /// The spec has errors.
    case invalid = "Invalid"
    /// The spec was not read yet.
    case notRead = "NotRead"

    // MARK: Refusals: what the machine lacks

    /// No card is bound to the driver.
    case noDevice = "NoDevice"
    /// Somebody silenced the radio (rfkill, soft).
    case rfkillBlocked = "RfkillBlocked"
    /// A switch of the machine silences the radio (rfkill, hard).
    case rfkillHardBlocked = "RfkillHardBlocked"
    /// The driver did not find the file of its card's firmware.
    case noFirmwareFile = "NoFirmwareFile"
    /// The bridge does not exist, or is none.
    case noBridge = "NoBridge"
    /// An interface of that name belongs to another radio.
    case nameTaken = "NameTaken"
    /// The interface is somebody else's.
    case notOwned = "NotOwned"
    /// A program of others holds the interface.
    case heldByOther = "HeldByOther"
    /// Somebody gave an interface that the agent made another name.
    case renamed = "Renamed"
    /// The interface is in use as a station.
    case interfaceBusy = "InterfaceBusy"

    // MARK: Refusals: what the radio, its driver or hostapd cannot do

    /// The driver has no such mode.
    case noAccessPointType = "NoAccessPointType"
    /// More interfaces than the radio carries at once.
    case tooManyInterfaces = "TooManyInterfaces"
    /// Another interface holds the radio on another channel.
    case otherChannel = "OtherChannel"
    case noSuchBand = "NoSuchBand"
    case noSuchChannel = "NoSuchChannel"
    /// The country in force forbids the channel.
    case channelDisabled = "ChannelDisabled"
    /// Nobody may begin to send on the channel (NO-IR).
    case channelNoInitiation = "ChannelNoIR"
    /// Radar has the first right to the channel, and the driver cannot listen for it.
    case channelRadar = "ChannelRadar"
    case noSuchWidth = "NoSuchWidth"
    case noSuchStandard = "NoSuchStandard"
    /// The declared power is more than the country allows.
    case transmitPower = "TransmitPower"
    case noSuchCipher = "NoSuchCipher"
    case noSuchKeyManagement = "NoSuchKeyManagement"
    case noManagementFrameProtection = "NoManagementFrameProtection"
    /// More clients than the driver serves.
    case tooManyClients = "TooManyClients"
    /// hostapd is not installed.
    case noHostapd = "NoHostapd"
    case hostapdTooOld = "HostapdTooOld"
    /// hostapd was built without something.
    case hostapdWithout = "HostapdWithout"

    // MARK: On its way, or not acted upon

    /// The kernel is loading or unloading the module.
    case moduleBusy = "ModuleBusy"
    /// The firmware is not active yet.
    case firmwareStarting = "FirmwareStarting"
    /// Taken up when the driver is loaded next.
    case nextLoad = "NextLoad"
    /// The driver takes no limit of the transmit power.
    case noPowerLimit = "NoPowerLimit"
  }
}
