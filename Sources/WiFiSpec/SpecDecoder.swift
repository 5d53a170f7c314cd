import WiFiModel

/// Turns the merged tree into the desired state, and says what is missing or does not fit together.
///
/// Every file's own keys and values were checked before; what fails to decode here was reported there.
struct SpecDecoder {
  var diagnostics = DiagnosticList()
  /// Where secrets were read from, in order of their first mention.
  var secretOrigins: [SecretOrigin] = []

  let root: YAMLNode
  /// Where a later file took away what an earlier one said, by the keys that lead there.
  let unsets: [String: SourceRange]
  private let order: [String: Int]
  /// Whether every file could be read: else what seems missing may stand in the unreadable one.
  let isWhole: Bool
  let readSecret: (SecretOrigin, SecretUse) -> SecretAnswer

  /// What became of a file or credential with a secret.
  enum SecretAnswer {
    case bytes([UInt8])
    /// Why there are none; as an error, or as a warning where the secret is not needed now.
    case problem(InvalidValue, isError: Bool)
  }

  init(
    _ merge: SpecMerge, isWhole: Bool, readSecret: @escaping (SecretOrigin, SecretUse) -> SecretAnswer
  ) {
    let empty = YAMLNode(content: .mapping([]), range: SourceRange(file: "", line: 1, column: 1))
    root = merge.root ?? empty
    unsets = merge.unsets
    order = merge.order
    self.isWhole = isWhole
    self.readSecret = readSecret
  }

  /// Whether a place is in a file that is merged later: it is the one to be blamed.
  func isLater(_ place: SourceRange, than other: SourceRange) -> Bool {
    order[place.file] ?? 0 > order[other.file] ?? 0
  }

  mutating func desiredState() -> DesiredState {
    let radios = root["radios"]?.entries ?? []
    let accessPoints = root["access-points"]?.entries ?? []
    for entry in radios {
      reportMissing(in: entry, "radio \(entry.key)", SpecKey.root.row("radios"), at: ".radios.\(entry.key)")
    }
    for entry in accessPoints {
      let kind = SpecKey.root.row("access-points")
      reportMissing(in: entry, "access point \(entry.key)", kind, at: ".access-points.\(entry.key)")
    }
    if let entry = root.entries.first(where: { $0.key == "settings" && !$0.value.isNull }) {
      reportMissing(in: entry, "settings", SpecKey.root.child("settings"), at: ".settings")
    }
    let byName = Dictionary(radios.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let state = DesiredState(
      radios: radios.compactMap { radio($0) },
      accessPoints: accessPoints.compactMap { accessPoint($0, radios: byName) }, settings: settings(root["settings"]))
    reportCountries(radios)
    reportAmbiguousCards(radios)
    reportBetween(accessPoints, radios: byName)
    return state
  }

  // MARK: - Missing keys

  private mutating func reportMissing(
    in entry: YAMLNode.Entry, _ resource: String, _ kind: SpecKey.Kind?, at path: String
  ) {
    guard isWhole, !diagnostics.isFull, let kind else { return }
    switch (kind, entry.value.content) {
    case (.object(let keys, let oneOfs), .mapping(let given)):
      let misspelt = misspelt(given, of: keys.map(\.name))
      for key in keys where key.isRequired && entry.value[key.name] == nil && !misspelt.contains(key.name) {
        report(missing: key, in: entry, resource, at: path)
      }
      for oneOf in oneOfs
      where oneOf.isRequired && !oneOf.keys.contains(where: { entry.value[$0] != nil || misspelt.contains($0) }) {
        if let key = keys.first(where: { $0.name == oneOf.keys.first }) {
          report(missing: key, in: entry, resource, at: path)
        }
      }
      for key in keys {
        guard let child = given.first(where: { $0.key == key.name && !$0.value.isNull }) else { continue }
        reportMissing(in: child, "'\(key.name)' of \(resource)", key.kind, at: "\(path).\(key.name)")
      }
    case (.named(let form, let child), .mapping(let given)):
      guard case .object = child else { return }
      // A bad name was reported; it may be a secret.
      for name in given where !name.value.isNull && (!form.standsForSecret || (try? form.check(name.key)) != nil) {
        reportMissing(in: name, "'\(name.key.prefix(40))' of \(resource)", child, at: "\(path).\(name.key)")
      }
    case (.list(let element, _), .sequence(let elements)):
      for node in elements {
        let first = node.entries.first?.keyRange ?? node.range
        let server = YAMLNode.Entry(key: entry.key, keyRange: first, value: node)
        reportMissing(in: server, "a server of \(resource)", element, at: "")
      }
    default: return
    }
  }

  private mutating func report(missing key: SpecKey, in entry: YAMLNode.Entry, _ resource: String, at path: String) {
    if let unset = unsets["\(path).\(key.name)"] {
      diagnostics.add(
        .missingKey, at: unset, "'\(key.name)' is unset here, which \(resource) needs",
        hint: "remove this 'null', or write another value: '\(key.line)'", fixes: [.remove(key: unset)])
      return
    }
    // Beside a key of the file that is blamed.
    let file = entry.keyRange.file
    let neighbour = entry.value.entries.first { $0.keyRange.file == file }?.keyRange
    diagnostics.add(
      .missingKey, at: entry.keyRange, "missing key '\(key.name)' in \(resource)",
      hint: "add '\(key.line)' below '\(entry.key.prefix(40))'",
      fixes: [neighbour.map { .add(key.line, besideKey: $0) } ?? .addBelow(key.line, key: entry.keyRange)],
      isExample: true)
  }

  /// The keys that unknown ones were probably meant to be: each was reported, with that hint, in its own place.
  func misspelt(_ given: [YAMLNode.Entry], of names: [String]) -> [String] {
    given.lazy.filter { !names.contains($0.key) }.prefix(20).compactMap { Suggestion.nearest(to: $0.key, in: names) }
  }

  // MARK: - Between radios

  private mutating func reportCountries(_ radios: [YAMLNode.Entry]) {
    let countries = radios.compactMap { radio in radio.value["country"].map { (radio: radio.key, node: $0) } }
    guard let first = countries.first, let name = first.node.text else { return }
    for other in countries.dropFirst() {
      guard let text = other.node.text, text != name else { continue }
      diagnostics.add(
        .severalCountries, at: other.node.range,
        "radio \(other.radio) is in '\(text.prefix(20))', radio \(first.radio) in '\(name.prefix(20))'"
          + " (\(first.node.range.place))",
        hint: "the kernel has one country for the whole machine: write the one it stands in",
        fixes: [.replace(other.node.range, name)], isExample: true)
    }
  }

  private mutating func reportAmbiguousCards(_ radios: [YAMLNode.Entry]) {
    var earlier: [ModuleName: [(radio: YAMLNode.Entry, match: Radio.Match?)]] = [:]
    for radio in radios {
      guard let driver = radio.value["driver"]?.text.flatMap({ try? ModuleName($0) }) else { continue }
      let match = radio.value["match"].flatMap { self.match($0) }
      let others = earlier[driver] ?? []
      earlier[driver] = others + [(radio, match)]
      if match == nil, let other = others.first {
        reportUnmatched(radio, beside: other.radio, driver)
      } else if let other = others.first(where: { $0.match == nil }) {
        reportUnmatched(other.radio, beside: radio, driver)
      } else if let other = others.first(where: { $0.match == match }) {
        diagnostics.add(
          .ambiguousCard, at: radio.value["match"]?.range ?? radio.keyRange,
          "radios \(other.radio.key) and \(radio.key) match the same card",
          hint: "a card is one radio: remove one of the two, or match another card",
          fixes: [.remove(key: radio.keyRange)],
          isExample: true)
      }
    }
  }

  private mutating func reportUnmatched(_ radio: YAMLNode.Entry, beside other: YAMLNode.Entry, _ driver: ModuleName) {
    let neighbour = radio.value.entries.first?.keyRange
    diagnostics.add(
      .ambiguousCard, at: radio.keyRange,
      "radio \(radio.key) shares the driver \(driver) with radio \(other.key), and does not say which card it is",
      hint: "add 'match: {path: ...}' or 'match: {mac: ...}' to each of them",
      fixes: neighbour.map { [.add(SpecKey.matchLine(radio.key), besideKey: $0)] } ?? [], isExample: true)
  }
}

extension SpecKey.Kind {
  /// The kind of each resource below a name at the top.
  fileprivate func row(_ name: String) -> SpecKey.Kind? { child(name)?.child("*") }
}

extension SpecKey {
  /// A match that no other radio has.
  fileprivate static func matchLine(_ radio: String) -> String {
    "match: {path: \(YAMLScalar.written("pci-0000:01:00.0-" + radio))}"
  }
}
