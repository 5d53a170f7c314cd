/// One emulated card: its place on the bus, its chip's state, and the faults it has been told to show.
final class Card {
  /// What the chip runs.
  enum Stage {
    case off
    case bootLoader(BootLoader)
    case firmware(Firmware)
  }

  private static let commandEndpoint: UInt8 = 1
  private static let dataEndpoint: UInt8 = 2
  /// From the last block of the image until the chip is back with its other product number, in microseconds.
  private static let firmwareStart: UInt64 = 150_000
  private static let beaconInterval: UInt64 = 250_000
  private static let portPoll: UInt64 = 20_000
  /// How long a scan command listens, in microseconds. iw misses the end of a scan that is over at once: it begins to
  /// listen for it only after its request.
  private static let scanDwell: UInt64 = 20_000
  /// How long the chip takes to notice that its host has left, in microseconds.
  private static let watchdogTime: UInt64 = 50_000

  let number: Int
  let mac: MACAddress
  private let controller: HostController
  private let medium: Medium
  private let schedule: Schedule
  private let trace: Trace
  private let report: (EmulatorError) -> Void

  private(set) var device: USBDevice?
  private(set) var stage = Stage.off
  private(set) var health = Health.alive
  private(set) var commandCount: UInt32 = 0
  private(set) var lastCommand: UInt16?
  private(set) var passesData = true
  private var rules: [Rule] = []
  private var policy = ResetPolicy()
  private var downloadFault: DownloadFault?
  /// FUNC_INIT commands since the firmware went deaf.
  private var vainInitializations = 0
  /// Not even a loss of power helps.
  private(set) var isBroken = false
  /// Networks started in the card's life; survives power cycles, see `Beacon.epoch`.
  private var epoch: UInt32 = 0
  /// Changes when the card leaves the bus: what was scheduled before is void.
  private var life: UInt32 = 0

  init(
    number: Int, controller: HostController, medium: Medium, schedule: Schedule, trace: Trace,
    report: @escaping (EmulatorError) -> Void
  ) {
    self.number = number
    self.controller = controller
    self.medium = medium
    self.schedule = schedule
    self.trace = trace
    self.report = report
    mac = MACAddress(card: number)
    medium.join(self, number: number)
    scheduleTick()
  }

  var ruleCount: Int { rules.count }

  var firmware: Firmware? {
    if case .firmware(let firmware) = stage { firmware } else { nil }
  }

  // MARK: The bus

  /// Puts the card on its port: power comes on unless the chip has kept its state.
  func attach() throws(EmulatorError) {
    if case .off = stage { powerOn() }
    let product = firmware == nil ? USBIdentity.bootLoader : USBIdentity.firmware
    let identity = USBIdentity(product: product, card: number)
    let device = USBDevice(socket: try controller.attach(port: number), identity: identity)
    device.function = self
    self.device = device
    trace.record(card: number, "bus attach \(identity.description)")
  }

  /// Takes the card off its port.
  func detach() {
    life += 1
    guard let device else { return }
    device.socket.close()
    self.device = nil
    trace.record(card: number, "bus detach")
  }

  func powerOff() {
    if let firmware { epoch = firmware.epoch }
    stage = .off
    health = isBroken ? .deaf : .alive
  }

  private func powerOn() {
    stage = .bootLoader(BootLoader())
    health = isBroken ? .deaf : .alive
  }

  /// Attaches when the kernel has let go of the port.
  func attachWhenFree() {
    after(Self.portPoll) { card in
      do throws(EmulatorError) {
        guard try card.controller.isFree(port: card.number) else { return card.attachWhenFree() }
        try card.attach()
      } catch {
        card.report(error)
      }
    }
  }

  /// Leaves the bus and comes back, with its state or after a loss of power.
  func replug(keepsState: Bool) {
    detach()
    if !keepsState { powerOff() }
    attachWhenFree()
  }

  /// The socket has something for the card.
  func receive() {
    do throws(EmulatorError) {
      try device?.receive()
      if device?.isBroken == true { detach() }
    } catch {
      report(error)
      detach()
    }
  }

  func flush() {
    device?.flush()
  }

  private func after(_ delay: UInt64, _ action: @escaping (Card) -> Void) {
    let life = life
    schedule.after(delay) { [weak self] in
      if let self, self.life == life { action(self) }
    }
  }

  // MARK: Faults

  func add(_ rule: Rule) {
    rules.append(rule)
  }

  func clearRules() {
    rules = []
    downloadFault = nil
  }

  func fail(_ fault: DownloadFault) {
    downloadFault = fault
  }

  /// Deaf from now on, whatever happens to its power; `setHealth(.alive)` mends it.
  func breakDown() {
    isBroken = true
    setHealth(.deaf)
  }

  func setHealth(_ health: Health) {
    self.health = health
    vainInitializations = 0
    if health == .alive { isBroken = false }
    trace.record(card: number, "fault \(health.rawValue)")
    if health != .nak { device?.resumeOutput() }
  }

  func setPassesData(_ passes: Bool) {
    passesData = passes
  }

  func changePolicy(_ words: [Substring]) throws(EmulatorError) {
    try policy.change(words)
  }

  func send(_ event: FirmwareEvent) {
    trace.record(card: number, event: event)
    device?.deliver(event.transfer, endpoint: Self.commandEndpoint)
  }

  func failInput(endpoint: UInt8, status: Int32) {
    device?.failInput(endpoint: endpoint, status: status)
  }

  // MARK: The chip

  private func boot(_ transfer: [UInt8], _ loader: BootLoader) {
    var loader = loader
    let isFirst = !loader.hasStarted
    guard let reply = loader.receive(transfer) else { return }
    stage = .bootLoader(loader)
    if isFirst, loader.hasStarted { trace.record(card: number, "firmware start") }
    if let effect = downloadFault?.effect(at: loader.blocks) {
      trace.record(card: number, "firmware \(effect.rawValue)")
      switch effect {
      case .hang: setHealth(.deaf)
      case .leave: replug(keepsState: false)
      }
      return
    }
    device?.deliver(reply.bytes, endpoint: Self.commandEndpoint)
    guard reply.startsFirmware else { return }
    trace.record(card: number, "firmware end")
    after(Self.firmwareStart) { card in
      card.stage = .firmware(Firmware(mac: card.mac, epoch: card.epoch))
      card.replug(keepsState: true)
    }
  }

  /// False when the transfer is to stay uncompleted.
  private func take(_ command: FirmwareCommand) -> Bool {
    commandCount += 1
    lastCommand = command.id
    if health != .alive, command.id == 0xa9, !isBroken {
      vainInitializations += 1
      if vainInitializations == policy.initialization { setHealth(.alive) }
    }
    guard health == .alive else {
      trace.record(card: number, command: command, outcome: "deaf")
      return true
    }
    let effect = rules.effect(on: command)
    switch effect {
    case .hang:
      trace.record(card: number, command: command, outcome: "hang")
      setHealth(.deaf)
    case .nak:
      trace.record(card: number, command: command, outcome: "nak")
      setHealth(.nak)
      return false
    case .result(let result):
      finish([Firmware.Answer(command: command, result: result, body: command.body)])
    case nil, .drop, .delay:
      execute(command, effect)
    }
    return true
  }

  private func execute(_ command: FirmwareCommand, _ effect: Rule.Effect?) {
    // What an earlier driver never fetched is not for this one.
    if command.id == 0xa9 { device?.clearQueues() }
    guard var output = input({ $0.execute(command, now: monotonicMicroseconds()) }) else { return }
    switch effect {
    case .drop:
      trace.record(card: number, command: command, outcome: "lost")
      output.answers = []
    case .delay(let delay):
      trace.record(card: number, command: command, outcome: "delayed")
      let answers = output.answers
      output.answers = []
      after(delay) { card in
        if card.health == .alive { card.finish(answers) }
      }
    default:
      if output.answers.isEmpty { trace.record(card: number, command: command, outcome: "pending") }
    }
    perform(output)
  }

  /// Gives the firmware an input; nil without firmware.
  private func input(_ action: (inout Firmware) -> Firmware.Output) -> Firmware.Output? {
    guard case .firmware(var firmware) = stage else { return nil }
    let output = action(&firmware)
    stage = .firmware(firmware)
    return output
  }

  private func finish(_ answers: [Firmware.Answer]) {
    for answer in answers {
      trace.record(card: number, command: answer.command, outcome: answer.result.hex)
      device?.deliver(
        answer.command.answer(result: answer.result, body: answer.body), endpoint: Self.commandEndpoint)
    }
  }

  private func perform(_ output: Firmware.Output) {
    if health == .alive {
      finish(output.answers)
      for event in output.events {
        if event.id == FirmwareEvent.scanReportID {
          after(Self.scanDwell) { card in
            if card.health == .alive { card.send(event) }
          }
        } else {
          send(event)
        }
      }
    }
    if passesData {
      for packet in output.packets { device?.deliver(packet, endpoint: Self.dataEndpoint) }
    }
    for message in output.air where passesData || !message.isData { medium.say(message, from: number) }
  }

  private func scheduleTick() {
    schedule.after(Self.beaconInterval) { [weak self] in
      guard let self else { return }
      if self.hears, let output = self.input({ $0.tick(now: monotonicMicroseconds()) }) { self.perform(output) }
      self.scheduleTick()
    }
  }
}

extension Card: USBFunction {
  func accepts(_ bytes: [UInt8], endpoint: UInt8) -> Bool {
    guard health != .nak else { return false }
    switch stage {
    case .off: break
    case .bootLoader(let loader):
      if health == .alive, endpoint == Self.commandEndpoint { boot(bytes, loader) }
    case .firmware(let firmware):
      if endpoint == Self.commandEndpoint {
        if let command = FirmwareCommand(transfer: bytes) { return take(command) }
      } else if health.radioWorks, let packet = DataPacket.Outgoing(transfer: bytes) {
        perform(firmware.transmit(packet))
      }
    }
    return true
  }

  func configurationChanged(to value: UInt8) {
    guard value == 0, policy.setConfigurationZero else { return }
    // The answer to the request has to reach the host before the chip is gone.
    after(0) { $0.replug(keepsState: false) }
  }

  func transfersTakenBack() {
    guard policy.unload else { return }
    // The host is still busy with its side: a chip's watchdog takes a moment too.
    after(Self.watchdogTime) { $0.replug(keepsState: false) }
  }

  func enumeratedAgain() {
    let isBusReset = controller.hasDevice(port: number)
    guard isBusReset ? policy.busReset : policy.disconnect else { return }
    trace.record(card: number, "bus reset")
    powerOff()
    powerOn()
    device?.identity = USBIdentity(product: USBIdentity.bootLoader, card: number)
  }
}

extension Card: MediumMember {
  var hears: Bool { health.radioWorks && firmware != nil && device != nil }

  func hear(_ message: AirMessage) {
    guard passesData || !message.isData else { return }
    if let output = input({ $0.hear(message, now: monotonicMicroseconds()) }) { perform(output) }
  }
}
