import WiFiModel

extension Lane {
  /// How long an own reset may take that has begun: reading the firmware's memory out, and starting it anew.
  private static let longestDump = Uptime.Span.seconds(120)
  private static let longestRestart = Uptime.Span.seconds(30)
  /// What the driver has after a dump to begin its reset: then it does not intend to.
  private static let afterDump = Uptime.Span.seconds(10)
  /// How long served clients may put a remedy off that would drop them.
  static let courtesy = Uptime.Span.seconds(300)

  /// A kernel record that is attributed to this radio.
  mutating func kernelLine(
    _ message: String, _ recognition: SignatureCatalogue.Recognition, _ context: inout LaneContext
  ) {
    let now = context.now
    let signature = recognition.signature
    switch signature.kind {
    case .fatal: suspect("kernel: \(message)", message, entry: signature.entry, &context)
    case .selfHealing: context.say(.evidence, "kernel: \(message); the driver resets the card by itself")
    case .transient, .configuration, .benign: break
    }
    if let repetition = signature.repetition, suspicion.note(signature.name, repetition, at: now) {
      suspect(
        "kernel, \(repetition.count) times in \(repetition.within): \(message)", message, entry: signature.entry,
        &context)
    }
    if let grace = signature.grace { awaitOwnReset(until: now + grace, &context) }
    switch signature.milestone {
    case .dumpBegins: awaitOwnReset(until: now + Self.longestDump, &context)
    case .dumpEnds: awaitOwnReset(until: now + Self.afterDump, &context)
    case .resetBegins: awaitOwnReset(until: now + Self.longestRestart, &context)
    case .gaveUp:
      awaitOwnReset(until: now, &context)
      // The effect of a remedy that is waited for will not come either.
      if case .awaiting = incident?.phase {
        incident?.phase = .awaiting(until: now)
        look(at: now + .milliseconds(10), reach: .probing)
      }
    case .alreadyRunning:
      guard incident != nil, incident?.keepsFirmware == false else { break }
      context.say(.evidence, "kernel: \(message); the card kept its firmware")
      incident?.keepsFirmware = true
      keep(&context)
    case .downloads:
      guard incident?.keepsFirmware == true else { break }
      incident?.keepsFirmware = false
      keep(&context)
    case .firmwareMissing:
      let name = recognition.captures["file"].flatMap { file in
        message.split(separator: " ").first { $0.contains(file) }
      }
      suspicion.missingFile = name.map(String.init) ?? suspicion.missingFile
    case .firmwareActive, nil: break
    }
  }

  /// A signal that the firmware may be dead: the first one since it last answered is looked into at once.
  private mutating func suspect(
    _ sentence: String, _ line: String, entry: Rung? = nil, _ context: inout LaneContext
  ) {
    guard suspicion.fatalLine == nil else { return }
    suspicion.fatalLine = Suspicion.Sighting(at: context.now, text: line, entry: entry)
    context.say(.evidence, sentence)
    look(at: context.now + .milliseconds(10), reach: .probing)
  }

  /// The driver put the memory of crashed firmware up for reading: one signal, as a line is.
  mutating func firmwareDumped(_ context: inout LaneContext) {
    if let outage = outage(context) { context.effects.append(.keepEvidence(outage)) }
    suspect(
      "the driver put the memory of crashed firmware up for reading", "a dump of crashed firmware", &context)
  }

  /// Whether this is the folder of the radio's card below /sys, or of what it hangs on.
  func isAt(_ device: String) -> Bool {
    guard let card = self.device?.sysfs, !device.isEmpty else { return false }
    return card == device || card.hasPrefix(device + "/") || device.hasPrefix(card + "/")
  }

  /// The driver may be at work on its card until then: no remedy of ours begins before.
  private mutating func awaitOwnReset(until time: Uptime, _ context: inout LaneContext) {
    suspicion.ownReset = time
    guard var current = incident, current.ownReset != nil, case .due(let due) = current.phase, due != time else {
      return
    }
    current.ownReset = time
    current.phase = .due(time)
    incident = current
    keep(&context)
    look(at: min(time, context.now + .seconds(2)), reach: .probing)
  }

  /// Whether frames of clients still come in: then they are served, whatever the driver believes. Where hostapd knows of
  /// no clients, or cannot say so, what came in was the last of them.
  func clientsMove(_ now: Uptime) -> Bool {
    guard let movedAt = received.movedAt, now - movedAt < .seconds(5),
      case .status(let status)? = observed?.hostapd(of: radio)?.answer
    else { return false }
    return status.networks.contains { $0.stations > 0 }
  }

  /// Counts what came in from clients; an interface that was made anew begins at nothing.
  mutating func countTraffic(_ seen: ObservedRadio, at time: Uptime) {
    guard let frames = seen.received else { return }
    if let before = received.frames, frames > before { received.movedAt = time }
    received.frames = frames
  }

  /// What the observer is asked for on recovery's behalf.
  var recoveryRequest: ObservationRequest.Recovery? {
    guard incident != nil || suspicion.missingFile != nil else { return nil }
    let mayBeUnbound = incident.map { $0.isFenced || $0.phase.isRebuilding && $0.endsInDriver } ?? false
    return ObservationRequest.Recovery(
      device: mayBeUnbound ? incident?.device : nil, stuck: incident?.stuck,
      firmwareFile: suspicion.missingFile)
  }

  /// The outage as it stands, without entries.
  func outage(_ context: LaneContext) -> Outage? {
    guard let incident else { return nil }
    var ended: Uptime?
    if case .healed(let since) = incident.phase { ended = since }
    return Outage(
      number: incident.number, radio: radio, device: incident.devicePath,
      accessPoints: context.desired.enabledAccessPoints(on: radio).map(\.name).sorted(), fault: incident.fault,
      bootID: context.memory.bootID, began: evidence.first?.at ?? incident.opened, ended: ended,
      rungs: incident.history)
  }

  /// Tells of the outage what is new in it.
  mutating func tellOutage(since before: Incident?, _ context: inout LaneContext) {
    let news = context.history
    guard let incident else {
      evidence += news.filter { $0.kind == .evidence }
      // What was followed by nothing for ten minutes began nothing.
      evidence.removeAll { context.now - $0.at > .seconds(600) }
      if evidence.count > 8 { evidence.removeFirst(evidence.count - 8) }
      return
    }
    let isNew = before?.number != incident.number
    guard isNew || !news.isEmpty || before?.isHealed != incident.isHealed,
      !incident.isHealed || before?.isHealed == false || isNew, var outage = outage(context)
    else { return }
    outage.entries = (isNew ? evidence.filter { !news.contains($0) } : []) + news
    context.effects.append(.recordOutage(outage))
    if incident.isHealed { evidence = [] }
  }
}
