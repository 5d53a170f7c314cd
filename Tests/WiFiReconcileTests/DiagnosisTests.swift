import SystemPackage
import Testing
import WiFiModel
import WiFiReconcile
import WiFiSpec

@Suite struct DiagnosisTests {
  private static func diagnosis(_ text: String) -> Diagnosis { Diagnosis(of: text, catalogue: .builtIn) }

  struct Label: CustomTestStringConvertible, Sendable {
    var file: String
    var verdicts: [String]
    var line: Int?
    var testDescription: String { file }
  }

  static let labels: [Label] = {
    let text = (try? Text.read(folder.appending("labels.json"))) ?? ""
    guard case .array(let rows)? = try? JSON(parsing: Array(text.utf8)) else { return [] }
    return rows.compactMap { row in
      guard case .string(let file)? = row["file"], case .string(let verdict)? = row["verdict"] else { return nil }
      var label = Label(file: file, verdicts: [verdict])
      if case .array(let others)? = row["also_ok"] {
        for case .string(let other) in others { label.verdicts.append(other) }
      }
      if case .integer(let line)? = row["first_fault_line"] { label.line = Int(line) }
      return label
    }
  }()

  private static let folder = ScenarioFolder.root.removingLastComponent().appending("logs")

  @Test func `What a card's driver said before it last started is history, card by card`() throws {
    let lines = [
      "usb 1-1: WLAN FW is active", "usb 1-2: WLAN FW is active", "usb 1-1: PREP_CMD: FW is in bad state",
      "usb 1-2: mwifiex_cmd_timeout_func: Timeout cmd id = 0xb1, act = 0x1", "usb 1-1: WLAN FW is active",
    ].enumerated().map { place, text in
      LogLine(number: place + 1, speaker: .kernel, text: text, milliseconds: nil, isMarked: true)
    }
    let hearing = LogHearing(lines, .builtIn)
    #expect(Diagnosis(hearing.words).verdict == .recovered)
    #expect(hearing.ofPresentLives?.map(\.line) == [2, 4, 5])
    let first = LogHearing(lines.filter { $0.number != 4 }, .builtIn)
    #expect(first.ofPresentLives.map { Diagnosis($0).verdict } == .healthy)
    #expect(LogHearing([lines[2]], .builtIn).ofPresentLives == nil)
  }

  @Test func `A silent card is named where the log names none`() throws {
    let asked = try ModuleName("mwifiex_usb")
    for (text, driver) in [("", "mwifiex_usb"), (Self.message, "mwifiex_pcie")] {
      var diagnosis = Self.diagnosis(text)
      diagnosis.noteSilence(of: asked)
      #expect(diagnosis.verdict == .wedged && diagnosis.driver == driver)
    }
  }

  @Test func `It began with the first of those that led to it`() throws {
    func signature(_ name: String, _ kind: Signature.Class, leadsTo consequences: [String] = []) -> Signature {
      Signature(
        name: "card-\(name)", drivers: ["mwifiex_usb"], patterns: [LinePattern("the \(name) came")], kind: kind,
        consequences: consequences)
    }
    let catalogue = SignatureCatalogue([
      signature("cause", .transient, leadsTo: ["card-end"]), signature("end", .fatal),
    ])
    let lines = ["cause", "cause", "end"].enumerated().map { place, name in
      LogLine(
        number: place + 1, speaker: .kernel, text: "usb 1-1: the \(name) came", milliseconds: nil, isMarked: true)
    }
    let diagnosis = Diagnosis(LogHearing(lines, catalogue).words)
    #expect(diagnosis.verdict == .wedged)
    #expect(diagnosis.findings.first?.word.line == 1)
  }

  @Test func `There are logs of every driver family and of every verdict`() {
    #expect(Self.labels.count >= 40)
    #expect(Set(Self.labels.map { $0.verdicts[0] }) == Set(Diagnosis.Verdict.allCases.map(\.rawValue)))
  }

  @Test(arguments: labels) func `A log is judged as its label says`(_ label: Label) throws {
    let diagnosis = Self.diagnosis(try Text.read(Self.folder.appending(label.file)))
    #expect(label.verdicts.contains(diagnosis.verdict.rawValue), "\(diagnosis.verdict)")
    #expect(diagnosis.findings.first?.word.line == label.line)
    #expect(diagnosis.findings.first?.isConsequence != true)
  }

  static let message = "mwifiex_pcie 0000:01:00.0: Firmware wakeup failed"

  @Test(arguments: [
    "[   12.345678] \(message)", "[12.345678] \(message)", "[   12.345678][  T411] \(message)",
    "[   12.345678] [  T411] \(message)", "<4>[   12.345678] \(message)", "kern  :err   : [   12.345678] \(message)",
    "[Sat Nov 21 12:00:00 2020] \(message)", "Nov 21 12:00:00 gate kernel: \(message)",
    "Nov  1 12:00:00 gate kernel: [   12.345678] \(message)", "Nov 21 12:00:00.123456 gate kernel: \(message)",
    "2020-11-21T12:00:00+0100 gate kernel: \(message)", "2020-11-21T12:00:00.123456+01:00 gate kernel: \(message)",
    "2020-11-21T12:00:00,123456+01:00 \(message)", "2020-11-21 12:00:00 gate kernel: \(message)",
    "[   12.345678] gate kernel: \(message)", "gate kernel: \(message)", "kernel: \(message)",
    "Sat Nov 21 12:00:00 2020 kern.err kernel: [   12.345678] \(message)", "\(message)", "    \(message)",
    "\t\(message)",
    "> \(message)", ">> [   12.345678] \(message)", "> > \(message)", "\(message)\r", "&gt; [   12.345678] \(message)",
    "<code>[   12.345678] \(message)</code><br>", "root@board:~# [   12.345678] \(message)",
    "[   12.000000] other text[   12.345678] \(message)", "\u{1b}[32m[   12.345678] \u{1b}[0m\(message)",
    "> [   12.345678] mwifiex_pcie 0000:01:00.0: Firmware\n> wakeup failed",
    "Nov 21 12:00:00 gate kernel: mwifiex_pcie 0000:01:00.0: Firmware\nwakeup failed",
  ]) func `A line is found in whatever stands around it`(_ line: String) {
    let diagnosis = Self.diagnosis("Some words before.\n\(line)\nSome words behind.")
    #expect(diagnosis.findings.first?.word.line == 2)
    #expect(diagnosis.findings.first?.word.signature.name == "mwifiex-wakeup-failed")
    #expect(diagnosis.driver == "mwifiex_pcie")
  }

  @Test(arguments: [
    "Nov 21 12:00:00 gate NetworkManager[612]: mwifiex_pcie 0000:01:00.0: Firmware wakeup failed",
    "Nov 21 12:00:00 gate wpa_supplicant[12]: Firmware wakeup failed",
    "[   12.345678] usb 1-1: USB disconnect, device number 2",
    "[   12.345678] mwifiex_other: Firmware wakeup", "", "[", "[]", "[1.2", "<>", "&", "&;", "\u{1b}[", "::::: : : :",
    String(repeating: ": ", count: 5000), String(repeating: "[1.1]", count: 2000), String(repeating: "> ", count: 5000),
  ]) func `What others say, and nonsense, is no fault`(_ line: String) {
    #expect(Self.diagnosis(line).verdict == .healthy)
  }

  @Test func `The station interface is named as the cause, and 11D is not`() {
    let text = """
      [1.0] mwifiex_pcie 0000:01:00.0: CMD_RESP: cmd 0xf7 error, result=0x2
      [11.0] mwifiex_pcie 0000:01:00.0: mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1
      [13.0] mwifiex_pcie 0000:01:00.0: PREP_CMD: FW is in bad state
      [13.1] mwifiex_pcie 0000:01:00.0: 11D: failed to enable 11D
      [13.2] mwifiex_pcie 0000:01:00.0: mlan1: changing to 2 not supported
      """
    let diagnosis = Self.diagnosis(text)
    #expect(diagnosis.verdict == .wedged)
    #expect(diagnosis.summary.contains("hostapd served on the station interface mlan1"))
    #expect(diagnosis.advice.first?.hasSuffix("iw dev mlan1 interface add uap0 type __ap") == true)
    let country = diagnosis.findings.first { $0.word.signature.name == "mwifiex-country-failed" }
    #expect(country?.isConsequence == true)
  }

  @Test func `Nothing of a paste becomes part of a command, or moves the cursor`() {
    let driver = Self.diagnosis("[ 1.0] rtw88_$(reboot): firmware failed to leave lps state\n[ 2.0] \(Self.message)\n")
    #expect(driver.driver == "mwifiex_pcie")
    let interface = Self.diagnosis(
      "[ 1.0] mwifiex_pcie 0000:01:00.0: mlan0;reboot: changing to 3 not supported\n"
        + "[ 1.1] mwifiex_pcie 0000:01:00.0: \u{1b}[2J FW is in bad state\n")
    #expect(interface.stationInterface == "mlan0")
    #expect(!interface.advice.contains { $0.contains(";reboot") })
    let tab = Self.diagnosis("[   80.000000] AICWFDBG(LOGERROR)\tcmd timed-out\u{202e}\n")
    #expect(tab.findings.map(\.word.text) == ["AICWFDBG(LOGERROR) cmd timed-out\\u{202e}"])
  }

  /// With work that grows by the square this would take minutes.
  @Test func `A line of brackets alone, and a warning without end, are answered`() {
    #expect(Self.diagnosis(String(repeating: "[", count: 20_000) + "]").verdict == .healthy)
    let line = "mt7921e 0000:01:00.0: Message 00020007 (seq 1) timeout\n"
    let once = Self.diagnosis(line)
    let often = Self.diagnosis(String(repeating: line, count: 4000))
    #expect(often.findings.map(\.word.signature.name) == once.findings.map(\.word.signature.name))
  }
}
