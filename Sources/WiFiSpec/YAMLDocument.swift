import CLibYAML
import WiFiModel

/// One YAML document as a tree of located nodes, read by libyaml's events.
///
/// It takes the plain subset of YAML that a spec needs: no anchors, aliases, tags, merge keys, keys that are not text,
/// nor a second document. Bytes may be hostile: whatever they are, the answer is a tree or located errors.
struct YAMLDocument {
  /// Bytes of a file at most.
  static let largest = 64 * 1024
  /// Mappings and lists within each other at most.
  static let deepest = 16
  /// Keys and values of a file at most.
  static let mostNodes = 2000
  /// Errors reported of one file at most.
  static let mostErrors = 20

  /// `nil` when the document is empty or was refused.
  private(set) var root: YAMLNode?
  /// What was read of a refused document, with its duplicate keys: where corrections are looked up.
  private(set) var draft: YAMLNode?
  /// The first of the errors, if any.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: SpecSource, mostNodes: Int = Self.mostNodes) {
    var bytes = source.bytes
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
    if let refusal = Self.refusal(of: bytes, file: source.name) {
      diagnostics = [refusal]
      return
    }
    guard !bytes.isEmpty else { return }
    let reader = EventReader(bytes: bytes, file: source.name, mostNodes: mostNodes)
    do throws(Diagnostic.Stop) {
      let root = try reader.document()
      self.root = reader.diagnostics.isEmpty ? root : nil
      draft = root
    } catch {
      reader.report(error.diagnostic)
    }
    diagnostics = reader.diagnostics
  }

  /// What is wrong with the bytes before they are YAML.
  private static func refusal(of bytes: [UInt8], file: String) -> Diagnostic? {
    if bytes.count > largest {
      return Diagnostic(
        .tooLarge, file: file, message: "the file has \(bytes.count) bytes, more than \(largest)",
        hint: "a spec is a page of text; split it into several files if it must be longer")
    }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var (line, column) = (1, 1)
    var afterReturn = false
    while true {
      let here = SourceRange(file: file, line: line, column: column)
      let before = SourceRange(file: file, line: line, column: column - 1)
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput:
        return afterReturn ? control("\r", at: before) : nil
      case .error:
        return Diagnostic(.invalidUTF8, at: here, message: "not UTF-8", hint: "save the file in the encoding UTF-8")
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if afterReturn, scalar != "\n" { return control("\r", at: before) }
        afterReturn = scalar == "\r"
        if scalar == "\n" {
          (line, column) = (line + 1, 1)
          continue
        }
        if scalar.isUnprintable, scalar != "\t", !afterReturn { return control(scalar, at: here) }
        column += 1
      }
    }
  }

  private static func control(_ scalar: UnicodeScalar, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .controlCharacter, at: range,
      message: "control character U+\(hex(scalar.value)) in the file",
      hint: scalar == "\r"
        ? "end lines with a newline" : "remove it; in an SSID write it as \"\\x..\" in double quotes",
      fixes: [.replace(range, scalar == "\r" ? "\n" : "")])
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension Diagnostic {
  /// A diagnostic after which nothing more can be read.
  struct Stop: Error {
    var diagnostic: Diagnostic
  }
}

/// Pulls events from libyaml and builds the tree. It owns the parser; each event is freed before the next is read.
private final class EventReader {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let file: String
  private let isReady: Bool
  private let mostNodes: Int
  private var nodes = 0
  /// The keys that lead to what is read now.
  private var keys: [String] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(bytes: [UInt8], file: String, mostNodes: Int) {
    self.file = file
    self.mostNodes = mostNodes
    // The parser keeps a pointer to itself and to its input: both must stay where they are.
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    parser = .allocate(capacity: 1)
    isReady = yaml_parser_initialize(parser) == 1
    if isReady {
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }
  }

  deinit {
    if isReady { yaml_parser_delete(parser) }
    parser.deallocate()
    input.deallocate()
  }

  /// What will not be told is not made either.
  func report(_ diagnostic: @autoclosure () -> Diagnostic) {
    if diagnostics.count < YAMLDocument.mostErrors { diagnostics.append(diagnostic()) }
  }

  /// The only document's root; `nil` when there is none.
  func document() throws(Diagnostic.Stop) -> YAMLNode? {
    var root: YAMLNode?
    var documents = 0
    while true {
      let event = try next()
      switch event.kind {
      case .streamEnd: return root
      case .documentStart:
        documents += 1
        if documents > 1 {
          throw Diagnostic.Stop(
            diagnostic: Diagnostic(
              .severalDocuments, at: event.range, message: "a second document begins here",
              hint: "write one document a file, without '---' between parts", fixes: [.replace(event.range, "")]))
        }
      case .other: continue
      default: root = try node(event, depth: 1)
      }
    }
  }

  private func node(_ event: Event, depth: Int) throws(Diagnostic.Stop) -> YAMLNode {
    nodes += 1
    if nodes > mostNodes {
      throw Diagnostic.Stop(
        diagnostic: Diagnostic(
          .tooManyNodes, at: event.range, message: "the file has more than \(mostNodes) keys and values",
          hint: "split it into several files"))
    }
    // Neither an anchor's nor a tag's name is quoted: an unquoted passphrase may begin with '&', '*' or '!'.
    if event.hasTag {
      report(
        Diagnostic(
          .tag, at: event.range, message: "tags ('!...') are not allowed",
          hint: "the meaning of a value follows from its key; quote text that begins with '!'",
          fixes: unmarked(event)))
    }
    if event.hasAnchor { reportAnchor(event) }
    switch event.kind {
    case .scalar(let text, let quoted):
      return YAMLNode(content: .scalar(text, quoted: quoted), range: event.range)
    case .alias:
      reportAnchor(event)
      return YAMLNode(content: .scalar("", quoted: true), range: event.range)
    case .mappingStart:
      try limit(depth, at: event.range)
      return try mapping(from: event, depth: depth)
    case .sequenceStart:
      try limit(depth, at: event.range)
      var elements: [YAMLNode] = []
      while true {
        let child = try next()
        if child.kind == .collectionEnd {
          return YAMLNode(
            content: .sequence(elements), range: event.range.extended(to: child.range), isFlow: event.isFlow)
        }
        elements.append(try node(child, depth: depth + 1))
      }
    case .collectionEnd, .documentStart, .streamEnd, .other:
      return YAMLNode(content: .scalar("", quoted: false), range: event.range)
    }
  }

  private func mapping(from start: Event, depth: Int) throws(Diagnostic.Stop) -> YAMLNode {
    var entries: [YAMLNode.Entry] = []
    var places: [String: SourceRange] = [:]
    while true {
      let child = try next()
      if child.kind == .collectionEnd {
        return YAMLNode(
          content: .mapping(entries), range: start.range.extended(to: child.range), isFlow: start.isFlow)
      }
      let key = try node(child, depth: depth + 1)
      guard case .scalar(let name, let quoted) = key.content else {
        report(
          Diagnostic(
            .complexKey, at: key.range, message: "\(key.kindInWords) as a key", hint: "a key is a word, as in 'ssid:'",
            fixes: key.isFlow ? [.wrap(key.range, "\"", "\"")] : []))
        _ = try node(next(), depth: depth + 1)
        continue
      }
      keys.append(name)
      let value = try node(next(), depth: depth + 1)
      keys.removeLast()
      if name == "<<", !quoted {
        report(
          Diagnostic(
            .mergeKey, at: key.range, message: "merge keys ('<<') are not allowed",
            hint: "write the values out; files of the same directory are merged", fixes: [.remove(key: key.range)]))
      } else if let first = places[name] {
        report(
          Diagnostic(
            .duplicateKey, at: key.range,
            message: keys.contains { SecretGuess.names(secret: $0) }
              ? "a key is given twice" : "key '\(name.prefix(60))' is given twice",
            hint: "it first stands in line \(first.line); keep one of them", fixes: [.remove(key: key.range)]))
      } else {
        places[name] = key.range
      }
      entries.append(YAMLNode.Entry(key: name, keyRange: key.range, value: value, isInFlow: start.isFlow))
    }
  }

  private func limit(_ depth: Int, at range: SourceRange) throws(Diagnostic.Stop) {
    guard depth > YAMLDocument.deepest else { return }
    throw Diagnostic.Stop(
      diagnostic: Diagnostic(
        .tooDeep, at: range, message: "more than \(YAMLDocument.deepest) mappings and lists within each other",
        hint: "check the indentation and the brackets"))
  }

  private func reportAnchor(_ event: Event) {
    report(
      Diagnostic(
        .anchorOrAlias, at: event.range, message: "anchors and aliases ('&' and '*') are not allowed",
        hint: "write the value out; quote text that begins with '&' or '*'", fixes: unmarked(event)))
  }

  /// What makes text of a mark that YAML has a meaning for.
  private func unmarked(_ event: Event) -> [Fix] {
    switch event.kind {
    case .mappingStart, .sequenceStart: [.removeWord(event.range)]
    default: repair.quoted(event.range, from: event.range.column)
    }
  }

  private lazy var repair = SyntaxRepair(input)

  /// The next event, copied out of libyaml's memory.
  private func next() throws(Diagnostic.Stop) -> Event {
    var event = yaml_event_t()
    guard isReady, yaml_parser_parse(parser, &event) == 1 else { throw Diagnostic.Stop(diagnostic: syntaxError()) }
    defer { yaml_event_delete(&event) }
    let (start, end) = (event.start_mark, event.end_mark)
    let range = SourceRange(
      file: file, line: Int(start.line) + 1, column: Int(start.column) + 1,
      endLine: Int(end.line) + 1, endColumn: Int(end.column) + 1)
    var copy = Event(kind: .other, range: range)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      copy.kind = .scalar(text, quoted: scalar.style != YAML_PLAIN_SCALAR_STYLE)
      (copy.hasAnchor, copy.hasTag) = (scalar.anchor != nil, scalar.tag != nil)
    case YAML_MAPPING_START_EVENT:
      copy.kind = .mappingStart
      copy.isFlow = event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      (copy.hasAnchor, copy.hasTag) = (event.data.mapping_start.anchor != nil, event.data.mapping_start.tag != nil)
    case YAML_SEQUENCE_START_EVENT:
      copy.kind = .sequenceStart
      copy.isFlow = event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
      (copy.hasAnchor, copy.hasTag) = (event.data.sequence_start.anchor != nil, event.data.sequence_start.tag != nil)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: copy.kind = .collectionEnd
    case YAML_ALIAS_EVENT: copy.kind = .alias
    case YAML_DOCUMENT_START_EVENT: copy.kind = .documentStart
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: copy.kind = .streamEnd
    default: break
    }
    return copy
  }

  private func syntaxError() -> Diagnostic {
    guard isReady, parser.pointee.error != YAML_MEMORY_ERROR else {
      return Diagnostic(.syntax, file: file, message: "out of memory", hint: "free some memory")
    }
    let (mark, begun) = (parser.pointee.problem_mark, parser.pointee.context_mark)
    return SyntaxProblem(
      words: parser.pointee.problem.map { String(cString: $0) } ?? "not YAML",
      place: SourceRange(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1),
      context: parser.pointee.context.map { String(cString: $0) },
      begun: SourceRange(file: file, line: Int(begun.line) + 1, column: Int(begun.column) + 1)
    ).diagnostic(repair)
  }
}

/// What this reader needs to know of one of libyaml's events.
private struct Event {
  enum Kind: Equatable {
    case scalar(String, quoted: Bool)
    case alias
    case mappingStart
    case sequenceStart
    case collectionEnd
    case documentStart
    case streamEnd
    case other
  }

  var kind: Kind
  var range: SourceRange
  var hasAnchor = false
  var hasTag = false
  /// Whether a mapping or list is written with braces or brackets.
  var isFlow = false
}

extension SourceRange {
  fileprivate func extended(to other: SourceRange) -> SourceRange {
    SourceRange(file: file, line: line, column: column, endLine: other.endLine, endColumn: other.endColumn)
  }
}
