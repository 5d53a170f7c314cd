import Testing
import WiFiModel

/// The documents: round trips, what they refuse, and that no secret is in them.
@Suite struct DocumentTests {
  private func reread(_ json: JSON) throws -> JSON { try JSON(parsing: json.bytes(.pretty)) }

  @Test func memoryIsReadBackExactly() throws {
    for memory in [try Samples.memory(), Memory(bootID: "")] {
      #expect(try Memory(json: reread(memory.json)) == memory)
    }
  }

  @Test func anOutageIsReadBackExactlyAndGrowsByWhatIsNew() throws {
    var outage = try Samples.outage()
    #expect(try Outage(json: reread(outage.json)) == outage)
    var later = outage
    later.ended = nil
    later.began = .seconds(62)
    outage.add(later)
    #expect(outage.entries.count == 2 * later.entries.count)
    #expect(outage.ended == nil && outage.began == .seconds(60))
    for _ in 0..<100 { outage.add(later) }
    #expect(outage.entries.count == Outage.most)
  }

  @Test func ledgerIsReadBackExactly() throws {
    for ledger in [try Samples.ledger(), Ledger()] {
      #expect(try Ledger(json: reread(ledger.json)) == ledger)
    }
  }

  @Test func snapshotIsReadBackButForItsSecrets() throws {
    var snapshot = try Samples.snapshot()
    let read = try ObservedState(json: reread(snapshot.json))
    guard case .known(var files) = snapshot.configurations else { throw InvalidValue("no files", hint: "") }
    files[0].configuration?.options[2].value = .secret(.withheld)
    guard case .passphrases(let passphrases) = files[0].files[2].content else {
      throw InvalidValue("no file", hint: "")
    }
    files[0].files[2].content = .passphrases(passphrases.map { .init(.withheld, name: $0.name) })
    snapshot.configurations = .known(files)
    #expect(read == snapshot)
    let blind = Samples.blindSnapshot()
    #expect(try ObservedState(json: reread(blind.json)) == blind)
  }

  /// What the first version did not write is not known, and not taken for absent.
  @Test func aSnapshotOfTheFirstVersionIsReadWithoutWhatItCouldNotTell() throws {
    func stripped(_ json: JSON) -> JSON {
      switch json {
      case .object(let members):
        .object(
          members.filter { !["capabilities", "hostapdSoftware"].contains($0.key) }
            .map { JSON.Member($0.key, stripped($0.value)) })
      case .array(let elements): .array(elements.map(stripped))
      default: json
      }
    }
    let read = try ObservedState(json: stripped(try Samples.snapshot().json))
    guard case .unknown = read.hostapdSoftware, case .known(let phy?) = read.radio(try RadioID("main"))?.phy,
      case .unknown = phy.capabilities
    else {
      Issue.record("something is known of what was not said")
      return
    }
    #expect(phy.name == "phy3")
  }

  @Test func aPassphraseFromASnapshotCannotBeCompared() throws {
    let snapshot = try ObservedState(json: try Samples.snapshot().json)
    let files = try #require(snapshot.configuration(of: try RadioID("main")))
    let passphrase = try Credential(passphrase: Array(Samples.passphrase.utf8))
    let file = try #require(Samples.files().first { $0.kind == .passphrases })
    let seen = try #require(files.files.first { $0.kind == .passphrases })
    #expect(seen.matches(file) == nil)
    #expect(file.matches(file) == true)
    let renamed = HostapdFile(.passphrases([.init(passphrase, name: "other")]), of: file.accessPoint)
    #expect(seen.matches(renamed) == false)
    let written = try #require(Samples.snapshot().configurations.value?.first?.configuration)
    #expect(files.configuration?.matches(written) == true && written.differences(from: written) == [])
    #expect(passphrase.matches(passphrase) == true)
    #expect(passphrase.matches(try Credential(passphrase: Array("another one".utf8))) == false)
  }

  @Test func noDocumentHoldsASecret() throws {
    let documents =
      [try Samples.snapshot().json, try Samples.status().json(at: .seconds(99))] + (try Samples.steps().map(\.json))
    for document in documents {
      #expect(!document.text().contains(Samples.passphrase))
      #expect(!document.text().contains(SSID.hex(of: Array(Samples.passphrase.utf8))))
    }
  }

  @Test func aSecretThatSomebodyWroteIntoTheConfigurationIsHidden() throws {
    var snapshot = Samples.blindSnapshot()
    snapshot.configurations = .known([
      ConfigurationFiles(
        radio: try RadioID("main"),
        configuration: HostapdConfiguration(options: [
          HostapdOption("wpa_passphrase", Samples.passphrase), HostapdOption("wpa_psk_file", "/run/x.psk"),
        ])
      )
    ])
    let text = snapshot.json.text()
    #expect(!text.contains(Samples.passphrase))
    #expect(text.contains(#"{"option":"wpa_passphrase","value":"<hidden>"}"#))
    #expect(text.contains(#"{"option":"wpa_psk_file","value":"/run/x.psk"}"#))
  }

  @Test func statusIsInTheOrderOfNamesAndKinds() throws {
    let status = try Samples.status().json(at: .seconds(99))
    func values(_ key: String, of array: JSON?) -> [JSON] {
      guard case .array(let elements)? = array else { return [] }
      return elements.compactMap { $0[key] }
    }
    #expect(values("name", of: status["radios"]) == ["main"] + (0..<8).map { .string("recovered-\($0)") } + ["second"])
    #expect(values("name", of: status["accessPoints"]) == ["uap0", "uap1", "wide160", "wide20", "wide40", "wide80"])
    #expect(values("type", of: status["conditions"]) == Condition.Kind.allCases.map { .string($0.rawValue) })
    #expect(Set(values("lastTransitionUptimeMilliseconds", of: status["conditions"])) == [1])
  }

  @Test func dictionariesAreInTheOrderOfTheirKeys() throws {
    let chronicle = #""chronicle":{"specErrors":7,"radios":{"a":"#
    #expect(try Samples.ledger().json.text().contains(chronicle))
    let actions = #""actionUptimesNanoseconds":{"a":[],"main":[-1800000000000,77]}"#
    #expect(try Samples.memory().json.text().contains(actions))
  }

  @Test func aKeyOfALaterVersionIsPassedOver() throws {
    let ledger = try Samples.ledger()
    guard case .object(let members) = ledger.json else { throw InvalidValue("no object", hint: "") }
    #expect(try Ledger(json: .object(members + [JSON.Member("later", [1])])) == ledger)
  }

  @Test(arguments: [
    (#"[]"#, "an array is not an object"),
    (#"{}"#, "the key 'schema' is missing"),
    (#"{"schema":1}"#, "at schema: a number is not a string"),
    (#"{"schema":"wifi-ap/ledger/2"}"#, "at schema: the document is 'wifi-ap/ledger/2', expected 'wifi-ap/ledger/1'"),
    (
      #"{"schema":"\u001b[2J"}"#,
      #"at schema: the document is '\u001b[2J', expected 'wifi-ap/ledger/1'"#
    ),
    (#"{"schema":"wifi-ap/ledger/1"}"#, "the key 'interfaces' is missing"),
    (
      #"{"schema":"wifi-ap/ledger/1","interfaces":[{"name":"uap0","radio":"main","index":-1}]}"#,
      "at interfaces[0].index: -1 is not between 0 and 4294967295"
    ),
    (
      #"{"schema":"wifi-ap/ledger/1","interfaces":[{"name":"uap0","radio":"Main","index":1}]}"#,
      "at interfaces[0].radio: radio name 'Main' is not allowed; a radio name is a lowercase letter followed by up to "
        + "30 of a-z, 0-9 and '-', such as main"
    ),
    (
      #"{"schema":"wifi-ap/ledger/1","interfaces":[],"addresses":[],"hostapds":[],"files":["\u001b"]}"#,
      "at files[0]: radio name '\\u001b' is not allowed; a radio name is a lowercase letter followed by up to "
        + "30 of a-z, 0-9 and '-', such as main"
    ),
    (
      #"{"schema":"wifi-ap/ledger/1","interfaces":[],"addresses":[],"hostapds":[{"radio":"main","interfaceIndex":1,"#
        + #""revision":1,"process":{"pid":-1,"startTimeTicks":1}}]}"#,
      "at hostapds[0].process.pid: -1 is not between 2 and 2147483647"
    ),
  ]) func whatIsNoLedgerIsRefusedWithItsPlace(text: String, message: String) throws {
    let json = try JSON(parsing: Array(text.utf8))
    #expect { try Ledger(json: json) } throws: { "\($0)" == message }
  }

  @Test(
    arguments: [
      ("reach", #""wide""#, "at reach: 'wide' is not one of gentle, probing"),
      ("interfaces", "[]", "at interfaces: an array is not an object"),
      ("interfaces", "{}", "at interfaces: the object has 0 keys, expected one"),
      ("interfaces", #"{"known":[],"unknown":"x"}"#, "at interfaces: the object has 2 keys, expected one"),
      ("interfaces", #"{"guessed":[]}"#, "at interfaces: the key is neither 'known' nor 'unknown'"),
      ("regulatoryDomain", #"{"unknown":null}"#, "at regulatoryDomain.unknown: null is not a string"),
      ("uptimeNanoseconds", "9223372036854775807", nil),
      (
        "configurations",
        #"{"known":[{"radio":"a","configuration":null,"files":[{"accessPoint":"u","kind":"x","entries":[]}],"private":true}]}"#,
        "at configurations.known[0].files[0].kind: it is not one of passphrases, allowed, denied"
      ),
      (
        "hostapds",
        #"{"known":[{"radio":"a","process":{"pid":5,"startTimeTicks":1},"state":"S","answer":{"status":{"state":"ENABLED","#
          + #""frequencyMHz":null,"networks":[{"interface":"u","ssid":"lobby","ssidHex":"6c","bssid":null,"stations":0}]}}}]}"#,
        "at hostapds.known[0].answer.status.networks[0].ssid: the text is not that of 'ssidHex', which is what counts; change both"
      ),
      (
        "hostapds",
        #"{"known":[{"radio":"a","process":{"pid":5,"startTimeTicks":1},"state":"S","answer":{"status":{"state":"ENABLED","#
          + #""frequencyMHz":null,"networks":[{"interface":"u","ssid":"l","ssidHex":"6c6","bssid":null,"stations":0}]}}}]}"#,
        "at hostapds.known[0].answer.status.networks[0].ssidHex: the text is not pairs of hexadecimal digits"
      ),
    ] as [(String, String, String?)]) func whatIsNoSnapshotIsRefusedWithItsPlace(
      key: String, text: String, message: String?
    ) throws
  {
    let part = try JSON(parsing: Array(text.utf8))
    guard case .object(let members) = Samples.blindSnapshot().json else { throw InvalidValue("no object", hint: "") }
    let json = JSON.object(members.map { $0.key == key ? JSON.Member(key, part) : $0 })
    #expect { try ObservedState(json: json) } throws: { error in
      error is JSONError && (message == nil || "\(error)" == message)
    }
  }

  /// Each value of a document replaced by each of a few others: decoded or refused, never a trap; and what is decoded
  /// is encoded and decoded the same.
  @Test func noDocumentTrapsADecoder() throws {
    let strangers: [JSON] = [
      nil, true, 0, -1, .integer(.max), .integer(.min), .unsigned(.max), "", "\u{0}", [], [nil], [:], ["known": nil],
    ]
    var decoded = 0
    for (json, reencode) in [
      (try Samples.memory().json, { try Memory(json: $0).json }),
      (try Samples.ledger().json, { try Ledger(json: $0).json }),
      (try Samples.snapshot().json, { try ObservedState(json: $0).json }),
    ] as [(JSON, (JSON) throws -> JSON)] {
      for stranger in strangers {
        for mutant in Self.replacements(in: json, by: stranger) {
          guard let once = try? reencode(mutant) else { continue }
          decoded += 1
          #expect(try reencode(once) == once)
        }
      }
    }
    #expect(decoded > 100)
  }

  private static func replacements(in value: JSON, by stranger: JSON) -> [JSON] {
    switch value {
    case .array(let elements):
      return [stranger]
        + elements.indices.flatMap { index in
          replacements(in: elements[index], by: stranger).map { inner in
            var changed = elements
            changed[index] = inner
            return JSON.array(changed)
          }
        }
    case .object(let members):
      return [stranger]
        + members.indices.flatMap { index in
          replacements(in: members[index].value, by: stranger).map { inner in
            var changed = members
            changed[index].value = inner
            return JSON.object(changed)
          }
        }
    default: return [stranger]
    }
  }

  @Test(arguments: ["generation", "outages"])
  func aNumberFromWhichNothingCanBeCountedOnIsRefused(_ key: String) throws {
    guard case .object(var members) = Memory(bootID: "a").json else { return }
    let index = try #require(members.firstIndex { $0.key == key })
    members[index].value = .number(UInt64.max)
    let error = #expect(throws: JSONError.self) { try Memory(json: .object(members)) }
    #expect(error?.location == .value(path: key))
  }
}
