import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// What going back to an earlier declaration would give up.
@Suite struct WeakeningTests {
  private func point(_ change: (inout AccessPoint) throws -> Void = { _ in }) throws -> AccessPoint {
    var point = try Story.accessPoint()
    try change(&point)
    return point
  }

  private func credential(_ text: String = "correct horse") throws -> Credential {
    try Credential(passphrase: Array(text.utf8))
  }

  private func personal(_ mode: Security.Personal, _ protection: ManagementFrameProtection? = nil) throws -> Security {
    Security(.personal(mode, [Security.Passphrase(try credential())]), managementFrameProtection: protection)
  }

  private func weakening(_ old: Security, _ new: Security) throws -> String? {
    try point { $0.security = old }.weakening(of: try point { $0.security = new })
  }

  @Test func `the same, and another name or address, gives up nothing`() throws {
    #expect(try point().weakening(of: try point()) == nil)
    let new = try point { point in
      point.ssid = try SSID(Array("other".utf8))
      point.addresses = []
      point.hidden = true
      point.maxClients = 3
    }
    #expect(try point().weakening(of: new) == nil)
  }

  @Test func `a weaker mode is not gone back to, a stronger one is`() throws {
    let modes = [Security.open, Security(.owe), try personal(.wpa2), try personal(.transition), try personal(.wpa3)]
    for (index, old) in modes.enumerated() {
      for new in modes[(index + 1)...] {
        #expect(try weakening(old, new)?.contains(old.mode.rawValue) == true)
        // The other way round only what else there is to protect may be in the way.
        #expect(try weakening(new, old)?.hasPrefix("its security") != true)
      }
    }
    #expect(try weakening(personal(.wpa3), personal(.wpa2)) == nil)
  }

  @Test func `less protection of management frames is not gone back to`() throws {
    #expect(try weakening(personal(.wpa2, .disabled), personal(.wpa2, .optional)) != nil)
    #expect(try weakening(personal(.wpa2, .optional), personal(.wpa2, .required)) != nil)
    #expect(try weakening(personal(.wpa2, .required), personal(.wpa2, .disabled)) == nil)
  }

  @Test func `a weaker cipher is not gone back to`() throws {
    let mixed = try point { $0.hostapd = [HostapdOption("rsn_pairwise", "TKIP CCMP")] }
    let sound = try point { $0.hostapd = [HostapdOption("rsn_pairwise", "CCMP GCMP")] }
    #expect(mixed.weakening(of: sound) == "it offered TKIP")
    #expect(sound.weakening(of: mixed) == nil)
    #expect(mixed.weakening(of: mixed) == nil)
  }

  @Test func `a secret that was taken away does not open it again`() throws {
    let both = Security(
      .personal(
        .wpa2,
        [
          Security.Passphrase(try credential(), name: "old"),
          Security.Passphrase(try credential("battery staple"), name: "new"),
        ]))
    let one = Security(.personal(.wpa2, [Security.Passphrase(try credential("battery staple"), name: "renamed")]))
    #expect(try weakening(both, one) == "a secret that opened it is declared no more")
    #expect(try weakening(one, both) == nil)
    func enterprise(_ secret: String) throws -> Security {
      let server = RADIUSServer(
        address: "192.0.2.1", port: 1812, secret: try Credential(radiusSecret: Array(secret.utf8)))
      return Security(.enterprise(RADIUSServers(authentication: [server])))
    }
    #expect(try weakening(enterprise("one"), enterprise("two")) != nil)
    #expect(try weakening(enterprise("one"), enterprise("one")) == nil)
  }

  @Test func `whom the new one shuts out does not come in again`() throws {
    let one = try HardwareAddress("02:00:00:00:00:01")
    let two = try HardwareAddress("02:00:00:00:00:02")
    let filters: [(AccessPoint.StationFilter, AccessPoint.StationFilter, Bool)] = [
      (.all, .all, true), (.all, .except([]), true), (.all, .except([one]), false), (.all, .only([one]), false),
      (.only([one]), .all, true), (.only([one]), .only([one, two]), true), (.only([one, two]), .only([one]), false),
      (.only([one]), .except([two]), true), (.only([one]), .except([one]), false),
      (.except([one]), .except([one]), true), (.except([one, two]), .except([one]), true),
      (.except([one]), .except([one, two]), false), (.except([one]), .only([two]), false), (.except([one]), .all, true),
    ]
    for (old, new, mayGoBack) in filters {
      let weakening = try point { $0.stations = old }.weakening(of: try point { $0.stations = new })
      #expect((weakening == nil) == mayGoBack, "\(old) \(new)")
    }
    let isolated = try point { $0.clientIsolation = true }
    #expect(try point().weakening(of: isolated) != nil)
    #expect(try isolated.weakening(of: point()) == nil)
  }
}
