import Hostapd
package import WiFiModel
import WiFiSimulation

/// Random pairs, each judged by the product and then, where it is possible, read by hostapd.
package struct Examination {
  package var failures: [String] = []
  package private(set) var pairs: UInt64 = 0
  package private(set) var refusedSSIDs: UInt64 = 0
  package private(set) var refusedPassphrases: UInt64 = 0
  package private(set) var networks: UInt64 = 0
  package private(set) var passphrases: UInt64 = 0
  package private(set) var lines: UInt64 = 0

  private let seed: UInt64
  private let oracle: Oracle
  private var random: SplitMix64

  package init(seed: UInt64, oracle: Oracle) {
    self.seed = seed
    self.oracle = oracle
    random = SplitMix64(seed: seed)
  }

  /// Examines so many pairs, with one hostapd asked while the next one starts.
  package mutating func run(_ count: UInt64) async throws {
    var earlier: Oracle.Question?
    while true {
      let batch = try nextBatch(until: count)
      let current = batch.isEmpty ? nil : try await oracle.begin(batch)
      if let earlier { judge(try await oracle.finish(earlier), earlier.accessPoints) }
      guard let current, failures.count <= 20 else { break }
      earlier = current
    }
    try readAnything(files: max(1, count / 2000))
    if networks == 0 || passphrases == 0 { failures.append("nothing was asked of hostapd") }
  }

  /// Whether our reader and hostapd's find the same in files of random bytes.
  private mutating func readAnything(files: UInt64) throws {
    var reader = ReaderExamination(seed: random.next(), executable: oracle.executable)
    try reader.run(files: Int(clamping: files))
    lines = reader.lines
    failures += reader.failures
  }

  private mutating func nextBatch(until count: UInt64) throws -> [AccessPoint] {
    var batch: [AccessPoint] = []
    while batch.count < Oracle.mostAtOnce, pairs < count {
      if let accessPoint = try nextAccessPoint(batch.count) { batch.append(accessPoint) }
    }
    return batch
  }

  /// The next pair's access point; nil where the SSID is refused. A refused passphrase leaves an open one.
  private mutating func nextAccessPoint(_ position: Int) throws -> AccessPoint? {
    let pair = Pair(using: &random)
    pairs += 1
    let ssid = try? SSID(pair.ssid)
    if (ssid != nil) != pair.hasPossibleSSID || (try? SSIDOption.encode(pair.ssid)) == nil, pair.hasPossibleSSID {
      failures.append("pair \(pairs): SSID \(pair.ssid) is judged wrongly")
    }
    let credential = try? Credential(passphrase: pair.passphrase)
    if (credential != nil) != pair.hasPossiblePassphrase
      || ((try? Passphrase(passphrase: pair.passphrase)) != nil) != pair.hasPossiblePassphrase
    {
      failures.append("pair \(pairs): passphrase \(pair.passphrase) is judged wrongly")
    }
    if credential == nil { refusedPassphrases += 1 }
    guard let ssid else {
      refusedSSIDs += 1
      return nil
    }
    return AccessPoint(
      name: try InterfaceName("w\(position)"), radio: try RadioID("r\(position)"), ssid: ssid,
      security: credential.map { security($0) } ?? .open)
  }

  /// The passphrase alone in any mode that takes one, or as one of several that have names.
  private mutating func security(_ credential: Credential) -> Security {
    guard random.chance(300) else {
      let kinds: [Security.Personal] = [.wpa2, .wpa2, .transition, .wpa3]
      return Security(.personal(kinds[Int(random.below(4))], [Security.Passphrase(credential)]))
    }
    var credentials = [credential]
    while credentials.count < 4, random.chance(600) {
      // Of others only those that are possible.
      let pair = Pair(using: &random)
      if let other = try? Credential(passphrase: pair.passphrase) { credentials.append(other) }
    }
    credentials.swapAt(0, Int(random.below(UInt64(credentials.count))))
    let passphrases = credentials.enumerated().map { Security.Passphrase($1, name: "key.\($0)") }
    return Security(.personal(.wpa2, passphrases))
  }

  private mutating func judge(_ result: Oracle.Result, _ accessPoints: [AccessPoint]) {
    networks += UInt64(accessPoints.count)
    passphrases += UInt64(result.derivations.count)
    failures += Self.differences(result, accessPoints)
  }

  /// Where hostapd read anything else than was declared, in words.
  package static func differences(_ result: Oracle.Result, _ accessPoints: [AccessPoint]) -> [String] {
    var found: [String] = []
    var derivations = result.derivations[...]
    for (accessPoint, answer) in zip(accessPoints, result.answers) {
      let name = "\(accessPoint.security.mode.rawValue) with SSID \(accessPoint.ssid.bytes)"
      var given: [[UInt8]] = []
      if case .personal(_, let all) = accessPoint.security.authentication {
        // A key stands for itself.
        given = all.map(\.credential).filter { !$0.isKey }.map(\.secret)
      }
      let read = Array(derivations.prefix(given.count))
      derivations = derivations.dropFirst(given.count)
      if read != given.map({ KeyDerivation(ssid: accessPoint.ssid.bytes, passphrase: $0) }) {
        found.append("\(name): hostapd derived keys from \(read), not from \(given)")
      }
      let expected = Self.answer(of: accessPoint, lastDerivation: derivations.startIndex, answer["ssid"])
      if answer != expected { found.append("\(name): hostapd says \(answer), not \(expected)") }
    }
    if !derivations.isEmpty { found.append("hostapd derived \(derivations.count) keys more than there are") }
    if result.answers.count != accessPoints.count { found.append("hostapd gave \(result.answers.count) answers") }
    return found
  }

  /// All that hostapd may say. Of the SSID's escapes there are several spellings: any that means the same will do.
  private static func answer(of accessPoint: AccessPoint, lastDerivation: Int, _ escaped: [UInt8]?) -> Answer {
    let ssid = accessPoint.ssid.bytes
    let isSame = escaped.map { EscapedText.decode($0) == ssid } ?? false
    var fields: [Answer.Field] = [
      .init("bssid", "00:00:00:00:00:00"), .init("ssid", isSame ? escaped ?? [] : ssid),
    ]
    guard case .personal(let kind, let passphrases) = accessPoint.security.authentication else {
      return Answer(fields + [.init("wps_state", "disabled")])
    }
    fields.append(.init("wps_state", "not configured"))
    if kind.hasSAE { fields.append(.init("passphrase", passphrases[0].credential.secret)) }
    // Of several hostapd tells that of the last line.
    let number = String(lastDerivation, radix: 16)
    let derived = String(repeating: "0", count: 64 - number.count) + number
    let key = passphrases.last.flatMap { $0.credential.isKey ? $0.credential.secret : nil }
    fields.append(.init("psk", key ?? Array(derived.utf8)))
    fields.append(.init("wpa", "2"))
    let suites =
      switch kind {
      case .wpa2: "WPA-PSK"
      case .transition: "WPA-PSK SAE"
      case .wpa3: "SAE"
      }
    fields.append(.init("key_mgmt", suites))
    return Answer(fields + [.init("group_cipher", "CCMP"), .init("rsn_pairwise_cipher", "CCMP")])
  }

  package func summary(seconds: Double) -> String {
    var text = failures.prefix(10).map { "failure: \($0)\n" }.joined()
    text += """
      seed                  \(seed)
      pairs                 \(pairs)
      refused SSIDs         \(refusedSSIDs)
      refused passphrases   \(refusedPassphrases)
      networks read         \(networks)
      passphrases read      \(passphrases)
      random lines read     \(lines)
      failures              \(failures.count)
      seconds               \(Int(seconds.rounded()))
      pairs a second        \(Int((Double(pairs) / seconds).rounded()))

      """
    return text
  }
}
