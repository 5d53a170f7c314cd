import WiFiModel

/// The work of a `HostapdImport`: option after option is taken out of its section, understood, and said in the words of
/// a spec. What is taken and not spoken of was carried.
struct HostapdTranslation {
  typealias Line = HostapdImport.Line
  typealias Finding = HostapdImport.Finding

  private(set) var request: HostapdImport.Request
  private(set) var findings: [Finding] = []
  var secretFiles: [HostapdImport.SecretFile] = []
  /// Whether passphrases stand in the spec itself.
  var holdsSecrets = false

  /// Lines that ended in a carriage return. What they would mean without it is looked at all the same.
  private var carriageReturns = 0

  init(_ request: HostapdImport.Request) {
    self.request = request
    for index in self.request.lines.indices {
      self.request.lines[index].name = Self.today(self.request.lines[index].name)
      if self.request.lines[index].value.last == UInt8(ascii: "\r") {
        self.request.lines[index].value.removeLast()
        carriageReturns += 1
      }
    }
  }

  /// Today's name of an option that hostapd still takes under its old one.
  private static func today(_ name: String) -> String {
    switch name {
    case "eap_authenticator": "eap_server"
    case "r0_key_lifetime": "ft_r0_key_lifetime"
    case _ where name.hasPrefix("wme_"): "wmm_" + name.dropFirst(4)
    default: name
    }
  }

  var verdict: HostapdImport.Verdict {
    let grounds = findings.compactMap { finding in
      if case .refused(let grounds) = finding.outcome { grounds } else { nil }
    }
    return grounds.max()?.verdict ?? .ok
  }

  /// The findings in order, completed by those lines that were carried as they are.
  var sortedFindings: [Finding] {
    let told = Set(findings.compactMap(\.line))
    let carried = request.lines.filter { !told.contains($0.number) }.map {
      Finding(line: $0.number, option: Self.legible($0.name), outcome: .carried, reason: "")
    }
    return (carried + findings).enumerated().sorted { left, right in
      let lines = (left.element.line ?? .max, right.element.line ?? .max)
      return lines.0 == lines.1 ? left.offset < right.offset : lines.0 < lines.1
    }.map(\.element)
  }

  // MARK: - Findings

  mutating func note(_ line: Line, _ outcome: Finding.Outcome, _ reason: String) {
    findings.append(
      Finding(
        line: line.number, option: Self.legible(line.name), outcome: outcome, reason: reason.replacingControlCharacters)
    )
  }

  mutating func note(_ lines: [Line], _ outcome: Finding.Outcome, _ reason: String) {
    for line in lines { note(line, outcome, reason) }
  }

  mutating func note(option: String, _ outcome: Finding.Outcome, _ reason: String) {
    findings.append(Finding(line: nil, option: option, outcome: outcome, reason: reason.replacingControlCharacters))
  }

  /// A name for people, at most 40 characters of it.
  private static func legible(_ name: String) -> String {
    String(name.prefix(40)).replacingControlCharacters + (name.count > 40 ? "..." : "")
  }

  // MARK: - One line

  /// The line that counts of those that say the same thing: hostapd takes the last.
  mutating func last(_ lines: [Line]) -> Line? {
    guard let last = lines.last else { return nil }
    note(Array(lines.dropLast()), .dropped, "line \(last.number) says it again, and hostapd takes the last")
    return last
  }

  /// The number that hostapd reads; nil, with a finding, where there is none or hostapd refuses it.
  mutating func number(_ line: Line, _ range: ClosedRange<Int64>? = nil) -> Int64? {
    guard let number = HostapdNumber(line.value) else {
      note(line, .refused(.malformed), "\(line.shown) is not a number")
      return nil
    }
    if let range, !range.contains(number.value) {
      note(
        line, .refused(.malformed), "hostapd takes \(range.lowerBound) to \(range.upperBound), not \(number.value)")
      return nil
    }
    if !number.isWhole { note(line, .changed, "hostapd reads \(line.shown) as \(number.value)") }
    return number.value
  }

  /// Whether a switch is on; nil without a line.
  mutating func flag(_ lines: [Line]) -> Bool? {
    guard let line = last(lines) else { return nil }
    return number(line).map { $0 != 0 }
  }

  // MARK: - The whole

  /// The spec, complete unless something was refused.
  mutating func spec() -> String? {
    reportUnreadableLines()
    var (radioLines, sections) = split()
    if sections.contains(where: { $0.interface == nil }) {
      note(option: "interface", .refused(.malformed), "no line names the interface; add interface=")
    }
    let names = interfaceNames(sections)
    let radio = radio(&radioLines, names: names)
    var accessPoints: [SpecText.Entry] = []
    for index in sections.indices {
      let name = names[index]?.text ?? ""
      let entries = accessPoint(&sections[index].lines, name: name)
      accessPoints.append(SpecText.Entry(key: name, value: .map(entries)))
    }
    guard verdict == .ok else { return nil }
    return header
      + SpecText.rendered([
        SpecText.Entry(key: "version", value: .word("1")),
        SpecText.Entry(key: "radios", value: .map([SpecText.Entry(key: Self.radioName, value: .map(radio))])),
        SpecText.Entry(key: "access-points", value: .map(accessPoints.sorted { $0.key < $1.key })),
      ])
  }

  /// Addresses of BSSes differ in one byte at most.
  private static let mostNetworks = 256

  /// The one radio of a configuration.
  static let radioName = "main"

  private var header: String {
    guard holdsSecrets else { return "# Imported from a hostapd configuration.\n" }
    return """
      # Imported from a hostapd configuration. Passphrases stand in it: let only root read it (chmod 600), or import
      # again with --secrets to have them in files of their own.

      """
  }

  /// Compiles the spec, which must be without errors: what a rule here forgot is found by the spec's own.
  mutating func check(_ text: String) {
    let files = Dictionary(secretFiles.map { ($0.path, $0.content.secret) }, uniquingKeysWith: { first, _ in first })
    let compiler = SpecCompiler([SpecSource(name: "the spec", bytes: Array(text.utf8))]) { origin, _ in
      if case .file(let path) = origin, let bytes = files[path] { return .bytes(bytes) }
      return .problem(InvalidValue("\(origin) does not exist", hint: "write it"), isError: false)
    }
    for diagnostic in compiler.diagnostics where diagnostic.severity == .error {
      note(option: "spec", .refused(.unsupported), "\(diagnostic.message); \(diagnostic.hint)")
    }
  }

  private mutating func reportUnreadableLines() {
    if carriageReturns > 0 {
      note(
        option: "line ends", .refused(.malformed),
        "\(carriageReturns) lines end in a carriage return, which hostapd takes for a part of the value; write the file"
          + " with Unix line ends")
    }
    for number in request.malformed {
      findings.append(
        Finding(
          line: number, option: nil, outcome: .refused(.malformed),
          reason: "it is neither empty, a comment nor NAME=VALUE"))
    }
  }

  // MARK: - Sections

  private struct BSS {
    /// `interface=` or `bss=`.
    var interface: Line?
    var lines: HostapdSection
  }

  /// Splits the lines into those of the radio, wherever they stand, and those of each BSS.
  private mutating func split() -> (radio: HostapdSection, sections: [BSS]) {
    var radio: [Line] = []
    var interfaces: [Line] = []
    var sections: [(interface: Line?, lines: [Line])] = [(nil, [])]
    for line in request.lines {
      if line.name == "interface" {
        // Wherever it stands, it names the first.
        interfaces.append(line)
      } else if line.name == "bss" {
        sections.append((line, []))
      } else if Self.isOfRadio(line.name) {
        radio.append(line)
      } else {
        sections[sections.count - 1].lines.append(line)
      }
    }
    sections[0].interface = last(interfaces)
    return (HostapdSection(radio), sections.map { BSS(interface: $0.interface, lines: HostapdSection($0.lines)) })
  }

  private static func isOfRadio(_ name: String) -> Bool {
    // The agent's own option, but whether an access point is on.
    name != "start_disabled" && HostapdOptionRule.rule(of: name)?.level == .radio
  }

  /// The access points' names, in order of the sections; nil for one that has none that could be.
  private mutating func interfaceNames(_ sections: [BSS]) -> [InterfaceName?] {
    guard sections.count <= Self.mostNetworks else {
      note(option: "bss", .refused(.malformed), "\(sections.count) networks are more than any radio serves")
      return sections.map { _ in nil }
    }
    var names: [InterfaceName?] = []
    for section in sections {
      guard let line = section.interface else {
        names.append(nil)
        continue
      }
      do throws(InvalidValue) {
        var name = try InterfaceName(line.text)
        if Self.isStationInterface(name), request.module(name)?.text.hasPrefix("mwifiex") ?? true {
          let taken = sections.compactMap { $0.interface?.text }
          let free = (0...99).lazy.map { "uap\($0)" }.first { !taken.contains($0) } ?? "uap0"
          note(
            line, .changed,
            "\(name) is the station interface of mwifiex cards, whose firmware hangs when hostapd serves on it; the access"
              + " point is \(free), which the agent adds")
          name = try InterfaceName(free)
        }
        if names.contains(name) {
          note(line, .refused(.malformed), "\(name) was given before: each BSS has an interface of its own")
        }
        names.append(name)
      } catch {
        note(line, .refused(.malformed), error.description)
        names.append(nil)
      }
    }
    return names
  }

  /// `mlan0` and its like: mwifiex alone makes such.
  private static func isStationInterface(_ name: InterfaceName) -> Bool {
    name.text.hasPrefix("mlan") && !name.text.dropFirst(4).isEmpty
      && name.text.dropFirst(4).utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
