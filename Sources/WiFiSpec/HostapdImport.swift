package import WiFiModel

/// A hostapd configuration said in the words of a spec, and what became of each of its options.
///
/// It reads no file and asks no machine itself: what the configuration does not say comes in with the `Request`.
package struct HostapdImport: Sendable {
  /// What the whole configuration comes to.
  package enum Verdict: String, Hashable, Sendable {
    /// There is an equal spec; where it differs, the findings name it.
    case ok
    /// hostapd takes it, and a spec cannot say who may join, or what is offered.
    case unsupported
    /// hostapd or 802.11 would refuse it.
    case invalid
  }

  package private(set) var verdict: Verdict
  /// In order of lines; those about the whole configuration come last.
  package private(set) var findings: [Finding]
  /// The spec as YAML; nil unless the verdict is `ok`. It holds the passphrases, unless they were to go into files.
  package private(set) var spec: String?
  /// Files that the spec names and that are to be written with mode 0600, in order of their paths.
  package private(set) var secretFiles: [SecretFile]

  package init(_ request: Request) {
    var translation = HostapdTranslation(request)
    let text = translation.spec()
    secretFiles = translation.secretFiles
    if translation.verdict == .ok, let text { translation.check(text) }
    verdict = translation.verdict
    findings = translation.sortedFindings
    spec = verdict == .ok ? text : nil
    if spec == nil { secretFiles = [] }
  }

  /// A line of the configuration, as hostapd reads it.
  package struct Line: Hashable, Sendable {
    /// From 1.
    package var number: UInt32
    package var name: String
    /// Everything after the first `=`.
    package var value: [UInt8]
    /// The network's name that the line gives, where it is one of those that give it and hostapd takes it.
    package var ssid: [UInt8]?

    package init(number: UInt32, name: String, value: [UInt8], ssid: [UInt8]? = nil) {
      self.number = number
      self.name = name
      self.value = value
      self.ssid = ssid
    }
  }

  /// A configuration, and what it does not say itself.
  package struct Request {
    package var lines: [Line]
    /// Numbers of lines that hostapd cannot read at all.
    package var malformed: [UInt32]
    /// The kernel module that drives an interface, where it is known.
    package var module: (InterfaceName) -> ModuleName?
    /// The country for a configuration that names none.
    package var country: CountryCode?
    /// The absolute path of the folder into which secrets go; nil leaves passphrases in the spec.
    package var secrets: String?
    /// The bytes of a file that the configuration names.
    package var read: (String) -> Content

    package init(
      lines: [Line], malformed: [UInt32], module: @escaping (InterfaceName) -> ModuleName?, country: CountryCode? = nil,
      secrets: String? = nil, read: @escaping (String) -> Content
    ) {
      self.lines = lines
      self.malformed = malformed
      self.module = module
      self.country = country
      self.secrets = secrets
      self.read = read
    }
  }

  /// What there is to be had of a file.
  package enum Content: Hashable, Sendable {
    case bytes([UInt8])
    /// Why there is nothing, as a clause: "it does not exist".
    case unreadable(String)
  }

  /// A file that holds one secret.
  package struct SecretFile: Hashable, Sendable {
    package var path: String
    package var content: Credential
  }

  /// What became of an option.
  package struct Finding: Hashable, Sendable {
    /// Of the configuration; nil where it is about something that does not stand there.
    package var line: UInt32?
    package var option: String?
    package var outcome: Outcome
    /// One clause; empty where the option was carried as it is. It never quotes a secret.
    package var reason: String

    package enum Outcome: Hashable, Sendable {
      case carried
      /// Carried with another value, or by other means.
      case changed
      case dropped
      case refused(Grounds)

      /// The word for people and programs.
      package var word: String {
        switch self {
        case .carried: "carried"
        case .changed: "changed"
        case .dropped: "dropped"
        case .refused: "refused"
        }
      }
    }

    /// Why an option makes the whole configuration impossible, the strongest last.
    package enum Grounds: UInt8, Hashable, Sendable, Comparable {
      /// Today's hostapd, or Linux, refuses what an older one took.
      case outdated
      /// A spec cannot say it.
      case unsupported
      /// No hostapd ever took it, or 802.11 forbids it.
      case malformed

      package static func < (left: Grounds, right: Grounds) -> Bool { left.rawValue < right.rawValue }

      var verdict: Verdict { self == .unsupported ? .unsupported : .invalid }
    }
  }
}

extension HostapdImport {
  /// The report for programs: `{verdict, findings, spec}`, with null for a spec that there is not.
  package var json: JSON {
    [
      "verdict": .string(verdict.rawValue),
      "findings": .array(
        findings.map { finding in
          [
            "line": .number(finding.line), "option": .text(finding.option), "outcome": .string(finding.outcome.word),
            "reason": .string(finding.reason),
          ]
        }),
      "spec": .text(spec),
    ]
  }
}

extension HostapdImport: CustomReflectable {
  // Its spec may hold passphrases.
  package var customMirror: Mirror { Mirror(self, children: ["verdict": verdict, "findings": findings]) }
}

extension HostapdImport.Line: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  // Its value may be a secret.
  package var description: String { "line \(number)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["number": number]) }
}
