import WiFiModel

/// Any value as text: for records that people read, and in which nothing of it is left out.
enum Shown {
  /// What stands for itself is written as it is; of all else the type's parts, without those that say nothing.
  static func text(_ value: Any) -> String {
    switch value {
    case let time as Uptime: return "@\(seconds(time.nanoseconds))"
    case let span as Uptime.Span: return "\(seconds(span.nanoseconds)) s"
    case let ssid as SSID: return "'\(ssid)'"
    case let text as String: return text
    case let word as any RawRepresentable<String>: return word.rawValue
    case let option as HostapdOption: return "\(option.name)=\(text(option.value))"
    case HostapdOption.Value.text(let value): return value
    case HostapdOption.Value.secret: return "(secret)"
    case let configuration as HostapdConfiguration: return list(configuration.options.map(text))
    case let process as ProcessIdentity: return "process \(process.pid)"
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { text($0.value) } ?? "none"
    case .collection: return list(mirror.children.map { text($0.value) })
    case .set: return list(mirror.children.map { text($0.value) }.sorted())
    case .dictionary: return list(mirror.children.map { pair($0.value) }.sorted())
    case .tuple: return list(mirror.children.map { text($0.value) })
    case .enum:
      guard let child = mirror.children.first else { return "\(value)" }
      return "\(child.label ?? "") \(text(child.value))"
    case .struct where !(value is any CustomStringConvertible):
      let parts = mirror.children.compactMap { child -> String? in
        let shown = text(child.value)
        return ["none", "[]", "false", ""].contains(shown) ? nil : "\(child.label ?? "") \(shown)"
      }
      return "(\(parts.joined(separator: ", ")))"
    default: return "\(value)"
    }
  }

  private static func list(_ parts: [String]) -> String { "[\(parts.joined(separator: ", "))]" }

  private static func pair(_ value: Any) -> String {
    Mirror(reflecting: value).children.map { text($0.value) }.joined(separator: ": ")
  }

  /// Seconds with as many decimals as it takes, three at least.
  static func seconds(_ nanoseconds: Int64) -> String {
    let sign = nanoseconds < 0 ? "-" : ""
    let whole = nanoseconds.magnitude / 1_000_000_000
    var fraction = String(1_000_000_000 + nanoseconds.magnitude % 1_000_000_000).dropFirst()
    while fraction.count > 3, fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(sign)\(whole).\(fraction)"
  }
}

/// A document as lines, and what of them is new.
struct ShownDocument {
  private(set) var lines: [(path: String, value: String)] = []
  private let leaving: Set<String>
  private let shortening: Set<String>

  /// - Parameters:
  ///   - json: the document.
  ///   - leaving: keys that are not looked into.
  ///   - shortening: keys that are left out of the paths.
  init(_ json: JSON = .object([]), leaving: Set<String> = [], shortening: Set<String> = []) {
    self.leaving = leaving
    self.shortening = shortening
    add(json, "", generation: json["generation"].map { Self.scalar($0) })
  }

  private func path(_ path: String, _ key: String) -> String {
    if shortening.contains(key) { return path }
    return path.isEmpty ? key : "\(path).\(key)"
  }

  private mutating func add(_ json: JSON, _ place: String, generation: String?) {
    switch json {
    case .object(let members):
      if let status = json["status"], let reason = json["reason"], let message = json["message"] {
        var line = "\(Self.scalar(status)) \(Self.scalar(reason))"
        if let since = json["lastTransitionUptimeMilliseconds"] {
          line += " since \(Self.scalar(since, "Milliseconds"))"
        }
        if let own = json["observedGeneration"].map({ Self.scalar($0) }), own != generation { line += " for \(own)" }
        return lines.append((place, "\(line): \(Self.scalar(message))"))
      }
      for member in members where !leaving.contains(member.key) {
        let next = path(place, member.key)
        if case .array(let elements) = member.value, elements.allSatisfy(Self.isScalar) {
          lines.append((next, "[\(elements.map { Self.scalar($0, member.key) }.joined(separator: ", "))]"))
        } else if Self.isScalar(member.value) {
          lines.append((next, Self.scalar(member.value, member.key)))
        } else {
          add(member.value, next, generation: generation)
        }
      }
    case .array(let elements):
      for (number, element) in elements.enumerated() {
        let name: JSON? = element["type"] ?? element["name"] ?? element["accessPoint"] ?? element["radio"]
        var own = "\(number)"
        if let name, Self.isScalar(name), name != .null { own = Self.scalar(name) }
        add(element, path(place, own), generation: generation)
      }
    default: lines.append((place, Self.scalar(json)))
    }
  }

  private static func isScalar(_ json: JSON) -> Bool {
    switch json {
    case .object, .array: false
    default: true
    }
  }

  private static func scalar(_ json: JSON, _ key: String = "") -> String {
    switch json {
    case .integer(let number) where key.hasSuffix("Nanoseconds"): Shown.seconds(number)
    case .integer(let number) where key.hasSuffix("Milliseconds"): Shown.seconds(number * 1_000_000)
    case .integer(let number): "\(number)"
    case .unsigned(let number): "\(number)"
    case .string(let text): text
    case .bool(let value): "\(value)"
    case .null, .array, .object: "none"
    }
  }

  /// What is in it that was not in an older one, and what is no more.
  func news(since old: ShownDocument) -> [String] {
    func values(_ document: ShownDocument) -> [String: String] {
      Dictionary(document.lines.map { ($0.path, $0.value) }) { first, _ in first }
    }
    let before = values(old)
    let now = values(self)
    let nothing = ["none", "[]", "0", "false"]
    var news = lines.filter { $0.value != before[$0.path] && (before[$0.path] != nil || !nothing.contains($0.value)) }
      .map { "\($0.path): \($0.value)" }
    for line in old.lines where now[line.path] == nil && !nothing.contains(line.value) {
      // Of what is gone as a whole the whole alone is told.
      let parts = line.path.split(separator: ".")
      let whole = (1...parts.count).lazy.map { parts.prefix($0).joined(separator: ".") }.first { whole in
        !lines.contains { $0.path == whole || $0.path.hasPrefix(whole + ".") }
      }
      let gone = "\(whole ?? line.path): gone"
      if !news.contains(gone) { news.append(gone) }
    }
    return news
  }
}
