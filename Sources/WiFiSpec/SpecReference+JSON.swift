package import WiFiModel

extension SpecReference.Answer {
  /// The document of `wifi-ap explain --format json`.
  package var json: JSON {
    var keys: [JSON] = []
    var option: JSON = .null
    var code: JSON = .null
    switch self {
    case .entries(let entries): keys = entries.map(\.json)
    case .option(let rule): option = rule.json
    case .code(let found):
      code = [
        "code": .string(found.rawValue), "severity": .string(found.severity.rawValue),
        "meaning": .string(found.meaning),
      ]
    case .unknown: break
    }
    return .object([
      DocumentSchema.explain.member, JSON.Member("keys", .array(keys)), JSON.Member("option", option),
      JSON.Member("code", code),
    ])
  }
}

extension SpecReference.Entry {
  fileprivate var json: JSON {
    let documentation = key.documentation
    return [
      "key": .string(path), "summary": .string(documentation.summary), "detail": .string(documentation.detail),
      "value": .string(key.kind.words), "unit": .text(documentation.unit), "required": .bool(key.isRequired),
      "default": .text(documentation.defaultValue),
      "insteadOf": .array(excluding.filter { $0 != key.name }.map { .string($0) }),
      "examples": .array(documentation.examples.map { .string($0) }),
      "hostapdOptions": .array(documentation.options.map { .string($0) }),
    ]
  }
}

extension HostapdOptionRule {
  fileprivate var json: JSON { ["name": .string(name), "key": .text(key), "message": .string(advice)] }

  /// The key of the spec that says what the option says, or that it is passed through by.
  private var key: String? {
    switch use {
    case .free: level == .radio ? "radios.*.hostapd" : "access-points.*.hostapd"
    case .typed(let key): key
    case .secret(let key), .file(let key): key
    case .agent, .wep: nil
    }
  }

  /// What becomes of the option in a spec, in whole sentences.
  package var advice: String {
    switch use {
    case .free:
      "It is passed through as it is: write it in \(key ?? "")."
        + (isRepeatable ? " It may be given several times: write a list." : "")
    case .typed(let key): "Write it as \(key)."
    case .agent: "wifi-ap sets it by itself: leave it out."
    case .secret(let key?): "It holds a secret, which does not stand among options: write it as \(key)."
    case .file(let key?): "It has hostapd open a file; write what the file says as \(key)."
    case .secret(nil): "It holds a secret, and the spec has no key that takes it."
    case .file(nil): "It has hostapd open a file, and the spec has no key that says what is in it."
    case .wep: "It belongs to WEP, which protects nothing: there is no key for it."
    }
  }
}
