import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// What a controller was told and what it wanted done, to the last word: each event under its time, below it the effects,
/// of documents what is new in them. Looks that led to nothing stand together in a line.
struct Transcript {
  private(set) var lines: [String] = []
  private var status = ShownDocument()
  private var memory = ShownDocument()
  private var ledger = ShownDocument()
  private var configuration: [String] = []
  private var quiet: [String] = []
  /// What is long and comes again and again stands there by a name of its own.
  private var evidence: String?
  private var incident: String?
  private var reason: String?
  private var outage: String?
  /// Before this nothing is written down.
  var begin: Uptime

  init(from begin: Uptime = Uptime(nanoseconds: 0)) { self.begin = begin }

  mutating func add(_ exchange: Simulation.Exchange) { add(exchange.event, exchange.effects, at: exchange.at) }

  mutating func add(_ event: Event, _ effects: [Effect], at now: Uptime) {
    let isWritten = now >= begin
    var words: [String] = []
    var wake = ""
    var isQuiet = event.isQuiet
    for effect in effects {
      switch effect {
      case .wake(let time): wake += " >\(Shown.seconds(time.nanoseconds))"
      case .observe, .keepAlive, .readSpec: words += say(effect, now)
      default:
        words += say(effect, now)
        isQuiet = false
      }
    }
    guard isWritten else { return }
    let time = Shown.seconds(now.nanoseconds)
    if isQuiet {
      quiet.append("\(time) \(event.word)\(words.map { " \($0)" }.joined())\(wake)")
      return
    }
    flush()
    lines.append("\(time) \(event.sentence)\(wake)")
    for word in words { lines.append("  " + abbreviated(word)) }
  }

  /// The same without what was written down, for what comes from then on.
  func continued(from begin: Uptime) -> Transcript {
    var new = self
    new.lines = []
    new.quiet = []
    new.begin = begin
    return new
  }

  /// The text as it is kept.
  mutating func end() -> String {
    flush()
    return lines.map { "\($0)\n" }.joined()
  }

  private mutating func abbreviated(_ word: String) -> String {
    func replace(_ text: String?, _ name: String, _ word: String) -> String {
      guard let text, text.count > 12, let range = word.firstRange(of: text) else { return word }
      return word[..<range.lowerBound] + name + word[range.upperBound...]
    }
    for (mark, place) in [(".fault.evidence: ", \.evidence), (".incident: ", \.incident)]
      as [(String, WritableKeyPath<Transcript, String?>)]
    {
      guard let range = word.firstRange(of: mark) else { continue }
      self[keyPath: place] = String(word[range.upperBound...])
      return mark == ".incident: " ? replace(evidence, "EVIDENCE", word) : word
    }
    return replace(evidence, "EVIDENCE", replace(incident, "INCIDENT", word))
  }

  private mutating func flush() {
    var line = ""
    for word in quiet {
      if !line.isEmpty, line.count + word.count > 114 {
        lines.append("- " + line)
        line = ""
      }
      line += line.isEmpty ? word : "; " + word
    }
    if !line.isEmpty { lines.append("- " + line) }
    quiet = []
  }

  private mutating func say(_ effect: Effect, _ now: Uptime) -> [String] {
    switch effect {
    case .readSpec: return ["read"]
    case .keepSpec: return ["keep the spec"]
    case .keepProven(let radio, let part):
      return ["keep \(radio) as proven: \(part.accessPoints.map { "\($0.name) \($0.ssid)" }.joined(separator: ", "))"]
    case .forgetProven(let radio): return ["forget what was proven of \(radio)"]
    case .observe(_, let request):
      return [Self.text(request)]
    case .perform(let step): return say(step)
    case .askClients(let radio, let name, let station):
      return ["ask \(radio) for clients of \(name)\(station.map { ": \($0)" } ?? "")"]
    case .wake: return []
    case .persistMemory(let new):
      return news(
        ShownDocument(new.json, leaving: ["sysfs", "kernelID", "address", "bus", "rescan", "portSwitch", "schema"]),
        \.memory, "memory")
    // The chronicle is in the status.
    case .persistLedger(let new):
      return news(ShownDocument(new.json, leaving: ["chronicle", "schema"]), \.ledger, "ledger")
    case .recordOutage(let outage): return ["outage \(text(outage))"]
    case .keepEvidence(let outage): return ["evidence of outage \(text(outage))"]
    case .publish(let new):
      let document = ShownDocument(
        new.json(at: now), leaving: ["history", "schema", "uptimeMilliseconds", "ssidHex", "channel"],
        shortening: ["radios", "accessPoints", "conditions"])
      return news(document, \.status, "status")
    case .ready: return ["ready"]
    case .keepAlive: return ["alive"]
    case .log(let entry):
      return entry.kind == .step && entry.message == reason ? ["told"] : ["\(entry.kind.rawValue): \(entry.message)"]
    }
  }

  private mutating func news(
    _ document: ShownDocument, _ place: WritableKeyPath<Transcript, ShownDocument>, _ name: String
  ) -> [String] {
    let news = document.news(since: self[keyPath: place])
    self[keyPath: place] = document
    return news.isEmpty ? ["\(name) as before"] : news.map { "\(name) \($0)" }
  }

  private static func text(_ request: ObservationRequest) -> String {
    var words = ["look", request.reach.rawValue]
    // Mostly there is but one.
    if request.radio.text != "main" { words.append("at \(request.radio)") }
    if let recovery = request.recovery {
      if let device = recovery.device { words.append("for \(device.path) (\(device.driver?.text ?? "no driver"))") }
      if let stuck = recovery.stuck { words.append("and for process \(stuck.process.pid)") }
      if let file = recovery.firmwareFile { words.append("and for \(file)") }
    }
    if let zone = request.zone { words.append("in \(zone)") }
    return words.joined(separator: " ")
  }

  private mutating func text(_ outage: Outage) -> String {
    let rungs = outage.rungs.map(\.rawValue).joined(separator: " ")
    let head =
      "\(outage.number) of \(outage.radio) (\(outage.device ?? "no card"), "
      + "\(outage.accessPoints.map(\.text).joined(separator: " "))), \(outage.bootID): "
      + "\(outage.fault.kind.rawValue): \(outage.fault.evidence), from \(Shown.seconds(outage.began.nanoseconds)): \(rungs)"
    defer { self.outage = head }
    let end = outage.ended.map { ", ended \(Shown.seconds($0.nanoseconds))" } ?? ""
    let times = outage.entries.map { Shown.seconds($0.at.nanoseconds) }.joined(separator: " ")
    return (self.outage == head ? "\(outage.number)" : head) + "\(end); told at \(times)"
  }

  private mutating func say(_ step: Step) -> [String] {
    let clients = step.clients.map { ", \($0) clients" } ?? ""
    let first =
      "do \(step.title) (\(step.disruption.rawValue)\(clients), \(Shown.text(step.deadline))): \(step.reason)"
    var more: [String] = []
    reason = "\(step.title): \(step.reason)"
    switch step.action {
    case .writeConfiguration(let new), .recordConfiguration(let new):
      let options = new.options.map(Shown.text)
      more = options.filter { !configuration.contains($0) }.map { "+ \($0)" }
      more += configuration.filter { !options.contains($0) }.map { "- \($0)" }
      configuration = options
    case .writeFile(let file): more = [Shown.text(file.content)]
    case .setOptions(_, let options, let renews): more = [Shown.text(options) + (renews ? " in the beacon" : "")]
    case .switchChannel(_, let target): more = [Shown.text(target)]
    case .reloadBSS(_, let options): more = [Shown.text(options)]
    case .renewBSS(_, let options, let isSecured): more = [Shown.text(options) + (isSecured ? ", with new keys" : "")]
    case .removeFiles(let files, let whole): more = [Shown.text(files) + (whole ? " and all" : "")]
    case .addBSS(_, let bss, let phy): more = [Shown.text(bss) + (phy.map { " on \($0)" } ?? "")]
    case .removeBSS(_, let next?): more = ["for " + Shown.text(next)]
    case .addInterface(_, let phy), .limitPower(_, let phy): more = [phy.map { "on phy\($0)" } ?? "on no wiphy yet"]
    default: break
    }
    return [first] + more.map { "    \($0)" }
  }
}

extension Event {
  /// Whether it may lead to nothing but a look.
  fileprivate var isQuiet: Bool {
    switch self {
    case .due, .observed, .machineChanged, .specChanged, .airChanged: true
    default: false
    }
  }

  fileprivate var word: String {
    switch self {
    case .due: "due"
    case .observed(let radio, let state):
      "seen \(state.reach.rawValue)\(radio.text == "main" ? "" : " \(radio)")"
    case .machineChanged, .airChanged: "hint"
    case .specChanged: "spec hint"
    default: ""
    }
  }

  fileprivate var sentence: String {
    switch self {
    case .started: "started"
    case .specRead(let result): "spec read\(result.errors.isEmpty ? "" : ": \(result.errors)")"
    case .performed(let step, let failure): "done \(step.title)\(failure.map { ", failed: \(Shown.text($0))" } ?? "")"
    case .kernelRecord(_, let message): "kernel: \(message)"
    case .channelChanged(_, let event): "channel: \(Shown.text(event))"
    case .kernelRecordsLost: "kernel records lost"
    case .firmwareDumped(let device): "dump of \(device)"
    case .clients(_, let name, let news): "clients of \(name): \(Shown.text(news))"
    case .applyRequested(let limit): "apply\(limit.map { " up to \($0.rawValue)" } ?? "")"
    case .suspended(let suspension): "suspend \(suspension.subject)"
    case .resumed(let subject): "resume \(subject)"
    case .recoveryRequested(_, let rung): "recover\(rung.map { " by \($0.rawValue)" } ?? "")"
    case .due, .observed, .machineChanged, .specChanged, .airChanged: word
    }
  }
}
