import Glibc
import LinuxPlatform
import SystemPackage
import Testing

@testable import Hostapd

/// What we write and read, against the hostapd of this machine, with `driver=none`: it touches no interface.
@Suite(.serialized) struct InstalledHostapdTests {
  init() throws {
    try #require(access("/usr/sbin/hostapd", X_OK) == 0, "hostapd is not installed: 'make unit' installs it")
  }

  private static let patience = Duration.seconds(20)

  private static func options(_ stage: isolated Stage, _ more: [ConfigurationOption]) -> [ConfigurationOption] {
    let start = [
      ConfigurationOption("interface", "wlan9"), ConfigurationOption("driver", "none"),
      ConfigurationOption("ctrl_interface", stage.directory.string),
    ]
    return start + more
  }

  private static func protected(_ passphrase: Passphrase) -> [ConfigurationOption] {
    // hostapd tells the passphrase in GET_CONFIG only where WPS is on.
    [ConfigurationOption("wpa", 2), ConfigurationOption("rsn_pairwise", "CCMP"), passphrase.option]
      + [ConfigurationOption("wps_state", 1)]
  }

  /// Starts hostapd on options, waits until it answers, tells its `GET_CONFIG` and status, and ends it.
  private static func serve<Result>(
    _ stage: isolated Stage, _ options: [ConfigurationOption], _ body: (ControlSession) async throws -> Result
  ) async throws -> Result {
    let file = stage.directory.appending("hostapd.conf")
    try AtomicFile.write(try ConfigurationText.render(options), to: file, mode: 0o600)
    let child = try ChildProcess(
      HostapdProcess.serve(file, control: stage.directory.appending("global")), on: stage.loop)
    let session = stage.session()
    var isServing = false
    for _ in 0..<4000 where !isServing && child.status == nil {
      isServing = (try? await session.status(within: patience).state) == .enabled
      if !isServing { try await stage.loop.sleep(for: .milliseconds(1)) }
    }
    try #require(isServing, "hostapd ended with \(String(describing: child.status))")
    let result = try await body(session)
    child.signal(SIGTERM)
    // The next one must not be taken for this one.
    try #require(await child.exit(within: patience) == .reply(.exited(0)))
    return result
  }

  private static func configuration(_ session: ControlSession) async throws -> ReplyFields {
    guard case .text(let reply) = try await session.command("GET_CONFIG", within: patience) else {
      throw ReplyRefusal(command: "GET_CONFIG", fault: "it is only a result code")
    }
    return ReplyFields(reply[...])
  }

  @Test func aPassphraseFileMeansTheSameKeysAsTheOption() throws {
    try Stage.play { stage in
      let file = stage.directory.appending("passphrases")
      let ssid = try SSIDOption.encode(Array("quay".utf8))
      for text in ["#no comment", " leading", "trailing ", "keyid=other", "wps=1 vlanid=2", "a'b\"c\\d=", "        "] {
        let passphrase = try Passphrase(passphrase: Array(text.utf8))
        let plain = Self.options(stage, [ssid] + Self.protected(passphrase))
        let expected = try await Self.serve(stage, plain) { try await Self.configuration($0).text("psk") }
        let entry = PassphraseFile.Entry(name: "crew", passphrase: passphrase)
        try AtomicFile.write(try PassphraseFile.render([entry]), to: file, mode: 0o600)
        let filed = plain.filter { $0.name != "wpa_passphrase" } + [ConfigurationOption("wpa_psk_file", file.string)]
        let (told, reload) = try await Self.serve(stage, filed) { session in
          (
            try await Self.configuration(session).text("psk"),
            try await session.command("RELOAD_WPA_PSK", within: Self.patience)
          )
        }
        #expect(expected?.utf8.count == 64)
        #expect(told == expected, "passphrase \(text)")
        #expect(reload == .ok)
      }
    }
  }

  @Test func hostapdSaysItsFarewellToAnAttachedSession() throws {
    try Stage.play { stage in
      var events: [HostapdEvent] = []
      let options = Self.options(stage, [try SSIDOption.encode([0x61])])
      let session = stage.session()
      try await Self.serve(stage, options) { _ in
        try await session.attach(within: Self.patience) { events.append($0) }
        #expect(try await session.command("DISABLE", within: Self.patience) == .ok)
        #expect(try await session.status(within: Self.patience).state == .disabled)
        #expect(try await session.command("NO_SUCH_COMMAND", within: Self.patience) == .unknownCommand)
        #expect(try await session.stations(within: Self.patience).isEmpty)
      }
      try await stage.wait { events.contains(.terminating) }
      #expect(events.first == .disabled)
      #expect(!session.isAttached)
    }
  }

  @Test func aGoodConfigurationIsAcceptedWithoutAnythingHavingHappened() throws {
    try Stage.play { stage in
      let file = stage.directory.appending("good.conf")
      // The interface does not exist, and the last line has no line feed.
      let text =
        "interface=absent0\ndriver=nl80211\nctrl_interface=\(stage.directory)/ctl\nssid=a\nhw_mode=g\nchannel=6"
      try Sample.write(Array(text.utf8), to: file)
      let verdict = try await InstalledParser.check(
        file, copyingTo: stage.directory, within: Self.patience, on: stage.loop)
      #expect(verdict.complaints.isEmpty && verdict.isAccepted)
      #expect(stage.entries == ["good.conf"])
    }
  }

  @Test func aBadConfigurationsErrorsAreToldByLineWithoutSecrets() throws {
    try Stage.play { stage in
      let file = stage.directory.appending("bad.conf")
      let lines = [
        "interface=absent0", "driver=nl80211", "ssid2=61z", "colour=red", "wpa=2", "wpa_psk=sesame-street",
        "wpa_passphrase=sesame", "sesame street",
      ]
      try Sample.write(Array(lines.joined(separator: "\n").utf8), to: file)
      let verdict = try await InstalledParser.check(
        file, copyingTo: stage.directory, within: Self.patience, on: stage.loop)
      #expect(
        verdict.complaints.map(\.description) == [
          "line 3: ssid2: invalid SSID (value withheld)",
          "line 4: colour: unknown configuration item 'colour'",
          "line 6: wpa_psk: Invalid PSK (value withheld)",
          "line 7: wpa_passphrase: invalid WPA passphrase length 6 (expected 8..63)",
          "line 8: invalid line (value withheld)",
          "WPA-PSK enabled, but PSK or passphrase is not configured.",
        ])
      #expect(stage.entries == ["bad.conf"])
    }
  }

  @Test func aProgramThatIsNotHostapdGivesNoVerdict() throws {
    try Stage.play { stage in
      let file = stage.directory.appending("any.conf")
      try Sample.write([], to: file)
      let directory = stage.directory
      let loop = stage.loop
      await #expect(throws: ParserError.noVerdict(file, .exited(0))) {
        _ = try await InstalledParser.check(
          file, copyingTo: directory, executable: "/bin/true", within: Self.patience, on: loop)
      }
      await #expect(throws: ParserError.self) {
        _ = try await InstalledParser.check(
          file, copyingTo: directory, executable: "/absent", within: Self.patience, on: loop)
      }
      #expect(stage.entries == ["any.conf"])
    }
  }
}
