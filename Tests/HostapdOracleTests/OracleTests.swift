import HostapdOracle
import LinuxPlatform
import Testing
import WiFiModel

/// The judge itself: `make oracle` asks it about a hundred thousand pairs.
@Suite(.serialized) struct OracleTests {
  /// Runs a story on a loop of this thread.
  static func play(_ story: @escaping @Sendable (Oracle) async throws -> Void) throws {
    let loop = try EventLoop()
    let oracle = try Oracle(on: loop)
    loop.start {
      do { try await story(oracle) } catch { Issue.record(error) }
      loop.stop()
    }
    try loop.run()
  }

  @Test func `random pairs reach hostapd byte for byte or are refused before it`() throws {
    try Self.play { oracle in
      var examination = Examination(seed: 20_260_314, oracle: oracle)
      try await examination.run(600)
      #expect(examination.failures.isEmpty)
      #expect(examination.networks > 300 && examination.passphrases > 200 && examination.refusedSSIDs > 60)
    }
  }

  @Test func `what hostapd reads in another way is told`() throws {
    try Self.play { oracle in
      let credential = try Credential(passphrase: Array("open sesame".utf8))
      let accessPoint = AccessPoint(
        name: try InterfaceName("w0"), radio: try RadioID("r0"), ssid: try SSID(Array("quay".utf8)),
        security: .wpa2Personal(credential))
      let result = try await oracle.ask([accessPoint])
      #expect(Examination.differences(result, [accessPoint]).isEmpty)
      var other = accessPoint
      other.ssid = try SSID(Array("quay ".utf8))
      #expect(Examination.differences(result, [other]).count == 2)
      other = accessPoint
      other.security = .wpa2Personal(try Credential(passphrase: Array("open sesame ".utf8)))
      #expect(Examination.differences(result, [other]).count == 1)
      other.security = .open
      #expect(Examination.differences(result, [other]).count == 2)
      var more = result
      more.answers[0].fields.append(Answer.Field("wps_independent", "1"))
      #expect(Examination.differences(more, [accessPoint]).count == 1)
    }
  }

  @Test func `a file that hostapd refuses is a failure with its words`() throws {
    try Self.play { oracle in
      let accessPoint = AccessPoint(
        name: try InterfaceName("w0"), radio: try RadioID("r0"), ssid: try SSID([0x61]), security: .open,
        hostapd: [HostapdOption("no_such_option", "1")])
      do {
        _ = try await oracle.ask([accessPoint])
        Issue.record("hostapd took an option that it does not have")
      } catch let failure as OracleFailure {
        #expect(failure.description.contains("unknown configuration item 'no_such_option'"))
      }
    }
  }
}
