import Hostapd
import LinuxPlatform
import SystemPackage
import TemporaryMachine
import WiFiModel
import WiFiReconcile
import WiFiSpec

/// A configuration imported by the real command, and what it becomes compared with what it was.
struct Trial {
  /// Something that the imported access point does in another way.
  struct Difference {
    var place: String
    var option: String
    var original: String
    var imported: String
    /// What the import said of it; nil where it kept silent.
    var justification: String?
  }

  let label: Label
  private let folder: FilePath
  private(set) var verdict = "none"
  private(set) var differences: [Difference] = []
  /// Why it counts as wrong.
  private(set) var faults: [String] = []

  /// What the import said: by option, in order.
  private var findings: [(option: String, outcome: String, reason: String)] = []

  init(_ label: Label, in folder: FilePath) {
    self.label = label
    self.folder = folder
  }

  var isRight: Bool { faults.isEmpty }

  mutating func run(with program: FilePath, asking served: Served) async {
    do {
      let machine = try TemporaryMachine()
      let spec = try imported(with: program, machine)
      if verdict != label.expected { faults.append("\(label.expected) is expected") }
      if let spec { try await compare(spec, machine, served) }
    } catch {
      faults.append("\(error)")
    }
  }

  // MARK: - Import

  private mutating func imported(with program: FilePath, _ machine: TemporaryMachine) throws -> String? {
    let file = folder.appending(label.file)
    let command = Command(
      program, ["import", "--root", machine.root.string, "--format", "json"] + label.arguments + [file.string])
    let (end, output) = try ChildProcess.runAndWait(command, keepingLast: 1 << 20)
    let report = try JSON(parsing: output)
    guard case .string(let verdict)? = report["verdict"], case .array(let rows)? = report["findings"] else {
      throw Unreadable("the import printed no report")
    }
    self.verdict = verdict
    findings = rows.compactMap { row in
      guard case .string(let option)? = row["option"], case .string(let outcome)? = row["outcome"],
        case .string(let reason)? = row["reason"]
      else { return nil }
      return (option, outcome, reason)
    }
    let expected: ProcessExit = .exited(verdict == "ok" ? 0 : 65)
    if end != expected { faults.append("\(verdict) ends with \(end) instead of \(expected)") }
    guard case .string(let spec)? = report["spec"] else { return nil }
    return spec
  }

  // MARK: - Comparison

  private mutating func compare(_ spec: String, _ machine: TemporaryMachine, _ served: Served) async throws {
    let original = try original(machine)
    let rendered = try rendered(spec, machine)
    let read = { (path: String) in try? SmallFile(reading: FilePath(path), limit: 1 << 20).bytes }
    let before = Meaning(original, read: read)
    let after = Meaning(rendered, read: read)
    add("radio", before.radio, after.radio)
    var rest = after.sections
    var order: [Int] = []
    for (position, section) in before.sections.enumerated() {
      // By its interface, or in its order where that was changed.
      let index = rest.firstIndex { $0.interface == section.interface } ?? rest.indices.first
      guard let index else { throw Unreadable("\(section.interface) is not in the spec") }
      let other = rest.remove(at: index)
      order.append(after.sections.firstIndex { $0.interface == other.interface } ?? position)
      let names = (["interface": section.interface], ["interface": other.interface])
      add(section.interface, section.values.merging(names.0) { $1 }, other.values.merging(names.1) { $1 })
    }
    if !rest.isEmpty { faults.append("the spec has more access points") }
    let told = try await served.answers(original, in: machine.root)
    let toldAfter = try await served.answers(rendered, in: machine.root)
    for (section, (position, fields)) in zip(before.sections, zip(order, told)) {
      addTold(section, fields, toldAfter[position])
    }
    for difference in differences where difference.justification == nil {
      faults.append("\(difference.option) of \(difference.place) differs, and the import does not say so")
    }
  }

  private mutating func add(_ place: String, _ before: [String: String], _ after: [String: String]) {
    for option in Set(before.keys).union(after.keys).sorted() where !Self.ownOptions.contains(option) {
      let values = (before[option] ?? "", after[option] ?? "")
      guard values.0 != values.1, !Self.followsFromChannel(option, values.0) else { continue }
      let isSecret = ["keys", "auth_servers", "acct_servers"].contains(option)
      differences.append(
        Difference(
          place: place, option: option, original: isSecret ? "(secret)" : values.0,
          imported: isSecret ? "(another)" : values.1, justification: justification(of: option)))
    }
  }

  /// The agent's own, of which an import need not speak twice.
  private static let ownOptions: Set<String> = [
    "ctrl_interface", "ctrl_interface_group", "driver", "start_disabled", "use_driver_iface_addr",
  ]

  /// hostapd finds the centre of a wide channel itself where it is not given.
  private static func followsFromChannel(_ option: String, _ original: String) -> Bool {
    option.hasSuffix("_oper_centr_freq_seg0_idx") && ["", "0"].contains(original)
  }

  /// The options by which hostapd's own words are decided, and what is to be called the same as them.
  private static let sources: [String: [String]] = [
    "keys": ["wpa_passphrase", "wpa_psk", "wpa_psk_file", "sae_password", "passphrase-file"],
    "auth_servers": ["auth_server_addr"], "acct_servers": ["acct_server_addr"],
    "stations": ["macaddr_acl", "accept_mac_file", "deny_mac_file"],
    "rsn_pairwise": ["rsn_pairwise", "wpa_pairwise", "wpa"],
    "wpa_pairwise": ["wpa_pairwise", "wpa"],
    "vht_oper_chwidth": ["ht_capab"], "he_oper_chwidth": ["ht_capab"], "chanlist": ["freqlist"],
  ]

  private func justification(of option: String) -> String? {
    let names = [option] + (Self.sources[option] ?? [])
    let said = findings.filter { names.contains($0.option) && ["changed", "dropped"].contains($0.outcome) }
    return said.isEmpty ? nil : said.map(\.reason).joined(separator: "; ")
  }

  /// hostapd's words: those that are not of this very moment, and the option that decides each.
  private static let words: [(word: String, option: String)] = [
    ("ssid", "ssid"), ("wpa", "wpa"), ("key_mgmt", "wpa_key_mgmt"), ("group_cipher", "rsn_pairwise"),
    ("rsn_pairwise_cipher", "rsn_pairwise"), ("wpa_pairwise_cipher", "wpa_pairwise"), ("psk", "keys"),
    ("channel", "channel"), ("secondary_channel", "ht_capab"), ("ieee80211n", "ieee80211n"),
    ("ieee80211ac", "ieee80211ac"), ("ieee80211ax", "ieee80211ax"), ("beacon_int", "beacon_int"),
    ("dtim_period", "dtim_period"), ("vht_oper_chwidth", "vht_oper_chwidth"),
    ("vht_oper_centr_freq_seg0_idx", "vht_oper_centr_freq_seg0_idx"), ("he_oper_chwidth", "he_oper_chwidth"),
    ("he_oper_centr_freq_seg0_idx", "he_oper_centr_freq_seg0_idx"), ("ht_caps_info", "ht_capab"),
    ("vht_caps_info", "vht_capab"), ("wps_state", "wps_state"), ("ACCEPT_ACL SHOW", "stations"),
    ("DENY_ACL SHOW", "stations"),
  ]

  private mutating func addTold(
    _ section: Meaning.Section, _ before: [String: String], _ after: [String: String]
  ) {
    for (word, option) in Self.words {
      // hostapd names one key, and names that of WPA2.
      if word == "psk", section.values["keys"]?.hasPrefix("WPA2") != true || section.keyCount != 1 { continue }
      let isOff = word.hasSuffix("chwidth") || word.hasSuffix("seg0_idx") ? "0" : ""
      let values = (before[word] ?? isOff, after[word] ?? isOff)
      guard values.0 != values.1, !Self.followsFromChannel(word, values.0) else { continue }
      let isSecret = word == "psk"
      differences.append(
        Difference(
          place: "hostapd on \(section.interface)", option: word, original: isSecret ? "(secret)" : values.0,
          imported: isSecret ? "(another)" : values.1, justification: justification(of: option)))
    }
  }

  // MARK: - Two configurations

  /// What a missing file of passphrases is taken to hold, here and there.
  private static let madeUp = "made up for the trial"

  /// The options of the file, with its files where hostapd finds them: what is missing is empty.
  private func original(_ machine: TemporaryMachine) throws -> [ConfigurationOption] {
    let file = folder.appending(label.file)
    let bytes = try SmallFile(reading: file, limit: 1 << 20, followLinks: true).bytes
    var options = ConfigurationText(reading: bytes).options
    let isOnlyFile = !options.contains { ["wpa_passphrase", "wpa_psk"].contains($0.name) }
    for (index, option) in options.enumerated()
    where ["accept_mac_file", "deny_mac_file", "wpa_psk_file"].contains(option.name) {
      let named = FilePath(option.text)
      let beside =
        named.isAbsolute
        ? nil : try? SmallFile(reading: file.removingLastComponent().pushing(named), limit: 1 << 20).bytes
      let missing = option.name == "wpa_psk_file" && isOnlyFile ? "00:00:00:00:00:00 \(Self.madeUp)\n" : ""
      let copy = machine.root.appending("original-\(index)")
      try AtomicFile.write(beside ?? Array(missing.utf8), to: copy, mode: 0o600)
      options[index] = ConfigurationOption(option.name, copy.string)
    }
    // Other files belong to what does not run here, and the import names each.
    return options.filter { option in
      guard case .file(let key)? = HostapdOptionRule.rule(of: option.name)?.use else { return true }
      return key != nil
    }
  }

  /// The options that the agent would write for the spec, with the files that they name.
  private func rendered(_ spec: String, _ machine: TemporaryMachine) throws -> [ConfigurationOption] {
    let file = machine.root.appending("spec.yaml")
    try AtomicFile.write(Array(spec.utf8), to: file, mode: 0o600)
    if let missing = findings.first(where: { $0.option == "passphrase-file" }) {
      let path = missing.reason.split(separator: " ").first { $0.hasPrefix("/") }.map { $0.filter { $0 != "," } } ?? ""
      try machine.file(path, Self.madeUp)
    }
    let reading = SpecReader.validate([file.string], root: machine.root)
    guard let desired = reading.desired, reading.isValid, let radio = desired.radios.first else {
      throw Unreadable("the spec is not valid: \(reading.diagnostics.map(\.summary).joined(separator: "; "))")
    }
    let paths = Paths(root: machine.root.string)
    for folder in [paths.runtime, paths.hostapd] { try Folder.make(FilePath(folder), mode: 0o700) }
    for file in desired.accessPoints.flatMap({ $0.files(at: nil) }) {
      let bytes: [UInt8]
      switch file.content {
      case .passphrases(let passphrases):
        bytes = try PassphraseFile.render(
          passphrases.map { passphrase in
            let secret = passphrase.credential.secret
            return PassphraseFile.Entry(
              name: passphrase.name,
              passphrase: passphrase.credential.isKey
                ? try Passphrase(hexadecimalKey: secret) : try Passphrase(passphrase: secret))
          })
      case .allowed(let stations), .denied(let stations):
        bytes = StationFile.render(stations.compactMap { Hostapd.HardwareAddress(bytes: $0.bytes) })
      }
      try AtomicFile.write(bytes, to: FilePath(paths.file(file.kind, of: file.accessPoint)), mode: 0o600)
    }
    return HostapdConfiguration(for: desired.accessPoints, on: radio, paths: paths).options.map { option in
      switch option.value {
      case .text(let text): ConfigurationOption(option.name, text)
      case .secret(let credential): ConfigurationOption(option.name, bytes: credential.secret)
      }
    }
  }
}
