/// Signatures by driver and by the first bytes of their patterns: a flood of records that are nothing to us costs little.
final class SignatureIndex: Sendable {
  let signatures: [Signature]
  private let groups: [Group]
  /// The groups of each driver that is named whole, and, under "", all of them.
  private let groupsOfDriver: [String: [Int]]

  /// Where a signature was found.
  struct Hit {
    var signature: Int
    var pattern: Int
    /// Where in the message its pattern begins.
    var start: Int
  }

  private struct Place: Sendable {
    var signature: Int
    var pattern: Int
  }

  /// The patterns of signatures with the same drivers.
  private struct Group: Sendable {
    var drivers: [String]
    /// By the first four bytes.
    var byHead: [UInt32: [Place]] = [:]
    /// Those that begin with fewer.
    var others: [Place] = []
  }

  init(_ signatures: [Signature]) {
    self.signatures = signatures
    var groups: [Group] = []
    for (number, signature) in signatures.enumerated() {
      let position =
        groups.firstIndex { $0.drivers == signature.drivers }
        ?? {
          groups.append(Group(drivers: signature.drivers))
          return groups.count - 1
        }()
      for (pattern, line) in signature.patterns.enumerated() {
        let place = Place(signature: number, pattern: pattern)
        if let key = Self.key(line.head[...]) {
          groups[position].byHead[key, default: []].append(place)
        } else {
          groups[position].others.append(place)
        }
      }
    }
    self.groups = groups
    var named = ["": Array(groups.indices)]
    for driver in groups.flatMap(\.drivers) where named[driver] == nil && driver.utf8.last != UInt8(ascii: "*") {
      named[driver] = Self.groups(of: driver, groups)
    }
    groupsOfDriver = named
  }

  /// The first signature that a message bears, tried behind nothing, and behind each of the first three `: `: there a
  /// message begins that has a device prefix (`usb 1-1: `, `mwifiex_pcie 0000:01:00.0: `, `ath: phy0: `).
  func find(_ message: [UInt8], driver: String?) -> Hit? {
    let candidates = groupsOfDriver[driver ?? ""] ?? Self.groups(of: driver ?? "", groups)
    var best: Hit?
    for start in Self.starts(in: message) {
      let text = message[start...]
      let key = Self.key(text)
      for group in candidates {
        if let key { look(in: groups[group].byHead[key] ?? [], text, &best) }
        look(in: groups[group].others, text, &best)
      }
    }
    return best
  }

  /// Of two signatures the earlier in the catalogue counts.
  private func look(in places: [Place], _ text: ArraySlice<UInt8>, _ best: inout Hit?) {
    for place in places where place.signature < best?.signature ?? .max {
      if signatures[place.signature].patterns[place.pattern].matches(text) {
        best = Hit(signature: place.signature, pattern: place.pattern, start: text.startIndex)
        return
      }
    }
  }

  private static func starts(in message: [UInt8]) -> [Int] {
    var starts = [0]
    for index in message.indices.dropLast()
    where message[index] == UInt8(ascii: ":") && message[index + 1] == UInt8(ascii: " ") {
      starts.append(index + 2)
      if starts.count == 4 { break }
    }
    return starts
  }

  private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    bytes.count < 4 ? nil : bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func groups(of driver: String, _ groups: [Group]) -> [Int] {
    groups.indices.filter { Signature.lines(of: groups[$0].drivers, areOf: driver) }
  }
}
