/// The daemon's status document, as far as the command line needs to look into it.
package struct StatusView: Hashable, Sendable {
  package let document: JSON

  package init(_ document: JSON) { self.document = document }

  package var accessPoints: [JSON] { document["accessPoints"].elements }
  package var radios: [JSON] { document["radios"].elements }
  package var history: [JSON] { document["history"].elements }
  package var names: [String] { (accessPoints + radios).compactMap { $0["name"].text } }

  /// All but the time of writing: what differs in it has changed.
  package var timeless: JSON {
    guard case .object(let members) = document else { return document }
    return .object(members.filter { $0.key != "uptimeMilliseconds" })
  }

  /// What is wrong with the spec; nil where it is valid or not read yet.
  package var specMistake: String? {
    guard Self.status(of: "SpecValid", in: document) == "False" else { return nil }
    return Self.condition("SpecValid", in: document)?["message"].text ?? "the agent does not say why"
  }

  /// Whether every access point that shall be on the air is, and there is a valid spec.
  package var isReady: Bool {
    Self.status(of: "SpecValid", in: document) == "True"
      && accessPoints.allSatisfy {
        Self.status(of: "Ready", in: $0) == "True" || Self.reason(of: "Ready", in: $0) == "Disabled"
      }
  }

  /// The status of only one access point or radio.
  package func selecting(_ name: String?) -> StatusView {
    guard let name, case .object(let members) = document else { return self }
    return StatusView(
      .object(
        members.map { member in
          guard member.key == "accessPoints" || member.key == "radios", case .array(let all) = member.value else {
            return member
          }
          return JSON.Member(member.key, .array(all.filter { $0["name"].text == name }))
        }))
  }

  package static func condition(_ kind: String, in object: JSON) -> JSON? {
    object["conditions"].elements.first { $0["type"].text == kind }
  }

  package static func status(of kind: String, in object: JSON) -> String? {
    condition(kind, in: object)?["status"].text
  }
  package static func reason(of kind: String, in object: JSON) -> String? {
    condition(kind, in: object)?["reason"].text
  }
}

extension JSON? {
  package var elements: [JSON] { if case .array(let elements)? = self { elements } else { [] } }
  /// A text as it may be shown on a terminal.
  package var text: String? { if case .string(let text)? = self { text.replacingControlCharacters } else { nil } }
  package var integer: Int64? { if case .integer(let integer)? = self { integer } else { nil } }
}
