import Glibc
import SystemPackage
import Testing
import WiFiModel
import WiFiReconcile

/// Each change reaches a hostapd that serves by the least harmful means. `WIFI_AP_RECORD=1` writes docs/changes.md anew.
@Suite struct ChangeTests {
  struct Machine: Sendable {
    var title: String
    var driver: String
    var abilities: Set<HostapdInstance.Ability>
  }

  static let machines = [
    Machine(title: "hostapd 2.10", driver: "ath10k_pci", abilities: [.replacesBSS, .renewsKeys]),
    Machine(title: "hostapd 2.11", driver: "ath10k_pci", abilities: [.replacesBSS, .renewsKeys, .reloadsBSS]),
    Machine(title: "mwifiex", driver: "mwifiex_usb", abilities: [.replacesBSS, .renewsKeys]),
  ]

  static let changes = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    .appending("docs/changes.md")

  private static func means(_ plan: Plan) -> String {
    let quiet: Set<String> = [
      "write-passphrases", "write-stations", "write-configuration", "record-configuration", "remove-files",
      "set-regulatory-domain",
    ]
    var names: [String] = []
    for name in plan.steps.map(\.action.name) where !quiet.contains(name) && !names.contains(name) {
      names.append(name)
    }
    let what = names.isEmpty ? (plan.steps.isEmpty ? "nothing" : "files alone") : names.joined(separator: ", ")
    return plan.disruption == .none ? what : "\(what): **\(plan.disruption.rawValue)**"
  }

  static func table() throws -> String {
    var text = "| change | \(machines.map(\.title).joined(separator: " | ")) |\n"
    text += "|---|\(machines.map { _ in "---|" }.joined())\n"
    for edit in Edit.all {
      let cells = try machines.map { means(try edit.plan(driver: $0.driver, abilities: $0.abilities)) }
      text += "| \(edit.title) | \(cells.joined(separator: " | ")) |\n"
    }
    return text
  }

  @Test func `the table of changes is what the planner does`() throws {
    let page = try Text.read(Self.changes)
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.firstIndex { $0.hasPrefix("| change |") } ?? lines.endIndex
    let end = lines[first...].firstIndex { !$0.hasPrefix("|") } ?? lines.endIndex
    let table = try Self.table()
    if Text.isRecording {
      let new = lines[..<first].joined(separator: "\n") + "\n" + table + lines[end...].joined(separator: "\n")
      return try Text.write(new, to: Self.changes)
    }
    #expect(lines[first..<end].joined(separator: "\n") + "\n" == table)
  }

  @Test(arguments: Edit.all.map(\.title))
  func `what would do more than is allowed waits, all of it or what goes with it`(title: String) throws {
    let edit = try #require(Edit.all.first { $0.title == title })
    for machine in Self.machines {
      let whole = try edit.plan(driver: machine.driver, abilities: machine.abilities)
      #expect(whole.waiting.isEmpty)
      for limit in Disruption.allCases {
        let plan = try edit.plan(driver: machine.driver, abilities: machine.abilities, upTo: limit)
        #expect(plan.disruption <= limit, "\(machine.title)")
        if whole.disruption <= limit {
          #expect(plan.steps == whole.steps && plan.waiting.isEmpty)
        } else {
          #expect(plan.waiting.contains { $0.disruption > limit }, "\(machine.title)")
          // Nothing is written that would be taken up by an accident, and nobody is sent away.
          #expect(!plan.steps.contains { $0.action.name == "write-configuration" })
          #expect(!plan.steps.contains { $0.action.name == "start-hostapd" || $0.action.name == "remove-files" })
          #expect(!plan.steps.contains { $0.action.name.hasPrefix("write-") })
        }
      }
    }
  }

  @Test func `docs plan for the machine of the table`() throws {
    let machine = Self.changes.removingLastComponent().removingLastComponent().appending("Specs/plan/machine.json")
    let state = try Edit.state(Edit.radio("ath10k_pci"), Edit.points(shared: true), [.replacesBSS, .renewsKeys])
    if Text.isRecording { try Text.write(state.json.text(.pretty), to: machine) }
    #expect(try Text.read(machine) == state.json.text(.pretty))
  }

  @Test func `clients are counted, those of the access point or of the radio`() throws {
    func plan(_ title: String) throws -> Plan {
      try #require(
        try Edit.all.first { $0.title == title }?.plan(driver: "ath10k_pci", abilities: [.replacesBSS, .renewsKeys]))
    }
    #expect(try plan("`ssid`, of a further one").steps.compactMap(\.clients) == [3])
    #expect(try plan("`mode` of `security`, of the first of two").steps.compactMap(\.clients) == [6])
    #expect(try plan("a passphrase more").steps.compactMap(\.clients).isEmpty)
    #expect(try plan("a passphrase less").steps.compactMap(\.clients) == [3])
  }

  @Test func `a BSS that is added gets the next address that none has`() throws {
    let edit = try #require(Edit.all.first { $0.title == "an access point more" })
    let plan = try edit.plan(driver: "ath10k_pci", abilities: [.replacesBSS, .renewsKeys])
    let added = plan.steps.compactMap { if case .addBSS(_, let alone, _) = $0.action { alone } else { nil } }
    let next = try Seen.mac(edit.isShared ? 3 : 2)
    #expect(added.count == 1 && added[0].options.contains(HostapdOption("bssid", next.description)))
  }

  @Test func `hostapd has a quarter of a minute for a BSS that goes or comes`() throws {
    let edit = try #require(Edit.all.first { $0.title == "`ssid`, of a further one" })
    let plan = try edit.plan(driver: "ath10k_pci", abilities: [.replacesBSS])
    let steps = plan.steps.filter { $0.action.name.hasSuffix("-bss") }
    #expect(steps.map(\.action.name) == ["remove-bss", "add-bss"])
    #expect(steps.allSatisfy { $0.deadline == .seconds(15) })
  }

  @Test func `what is taken away leaves the configuration, also where another change waits`() throws {
    let edit = Edit("an access point less, and a width that waits", of: 2) { radio, points in
      radio.width = .mhz40
      points.removeLast()
    }
    let plan = try edit.plan(driver: "ath10k_pci", abilities: [.replacesBSS], upTo: .accessPoint)
    #expect(plan.steps.map(\.action.name).contains("remove-bss") && !plan.waiting.isEmpty)
    let written = plan.steps.compactMap { step -> HostapdConfiguration? in
      switch step.action {
      case .writeConfiguration(let configuration), .recordConfiguration(let configuration): configuration
      default: nil
      }
    }
    #expect(written.map { $0.sections.map(\.interface) } == [["uap0"]])
  }

  @Test func `a secret that is withheld is taken for the one of the same name`() throws {
    let radio = try Edit.radio("ath10k_pci")
    let points = try Edit.points(shared: false)
    for (desired, clients) in [(["staff", "visitors"], nil), (["visitors"], 3)] as [([String], UInt16?)] {
      var state = try Edit.state(radio, points, [.renewsKeys])
      var files = state.configurations.value ?? []
      files[0].files = [
        HostapdFile(.passphrases([Security.Passphrase(.withheld, name: "staff")]), of: points[0].name)
      ]
      state.configurations = .known(files)
      var after = points
      after[0].security = Security(.personal(.wpa2, try desired.map(Edit.passphrase)))
      let drift = try SeveralAccessPointsTests.drift(
        state, after, radio, ledger: SeveralAccessPointsTests.ledger(points))
      let reload = try #require(Plan(for: drift).steps.first { $0.action.name == "reload-passphrases" })
      #expect(reload.clients == clients && (reload.disruption == .none) == (clients == nil))
    }
  }

  @Test func `a hostapd that can nothing is restarted, and a passphrase read`() throws {
    for edit in Edit.all where edit.isShared {
      let plan = try edit.plan(driver: "ath10k_pci", abilities: [])
      let names = plan.steps.map(\.action.name)
      #expect(!names.contains("add-bss") && !names.contains("remove-bss") && !names.contains("reload-bss"))
    }
  }
}
