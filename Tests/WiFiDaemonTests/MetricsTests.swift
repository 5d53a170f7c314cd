import Glibc
import SystemPackage
import Testing
import WiFiModel

@testable import WiFiDaemon

@Suite struct MetricsTests {
  private let main: RadioID
  private let client: Station

  init() throws {
    main = try RadioID("main")
    client = Station(
      address: try HardwareAddress("02:00:00:00:01:01"), since: .seconds(60), signal: -50, passphraseName: "guests")
  }

  private func accessPoint(_ name: String, _ change: (inout AccessPointStatus) -> Void = { _ in }) throws
    -> AccessPointStatus
  {
    var status = AccessPointStatus(
      name: try InterfaceName(name), radio: main, ssid: try SSID(Array("hidden \"name\"".utf8)))
    change(&status)
    return status
  }

  private func radio(_ change: (inout RadioStatus) -> Void = { _ in }) throws -> RadioStatus {
    var status = RadioStatus(id: main, driver: try ModuleName("mwifiex_usb"), actionsAllowed: 4)
    change(&status)
    return status
  }

  private func read(_ status: Status) throws -> Exposition { try Exposition(Metrics.text(of: status)) }

  private func value(_ metrics: Exposition, _ name: String, _ labels: [String: String] = [:]) -> String? {
    metrics.families[name]?.series[labels]
  }

  @Test func `an agent without a spec has metrics of its own`() throws {
    let metrics = try read(Status())
    #expect(metrics.names == ["wifi_ap_generation", "wifi_ap_spec_errors_total", "wifi_ap_agent_condition"])
    #expect(value(metrics, "wifi_ap_generation") == "0")
  }

  @Test func `every series of what is declared is there before anything happened`() throws {
    let status = Status(radios: [try radio()], accessPoints: [try accessPoint("uap0"), try accessPoint("uap1")])
    let metrics = try read(status)
    #expect(metrics.names == Metrics.families.map(\.name))
    let radioLabel = ["radio": "main"]
    for rung in Rung.allCases {
      let labels = radioLabel.merging(["rung": rung.rawValue]) { $1 }
      #expect(value(metrics, "wifi_ap_radio_recoveries_total", labels) == "0")
    }
    for disruption in Disruption.allCases {
      let labels = radioLabel.merging(["disruption": disruption.rawValue]) { $1 }
      #expect(value(metrics, "wifi_ap_radio_steps_total", labels) == "0")
    }
    for name in ["uap0", "uap1"] {
      let labels = ["access_point": name, "radio": "main"]
      for reason in Condition.Reason.allCases {
        #expect(
          value(metrics, "wifi_ap_access_point_ready_reason", labels.merging(["reason": reason.rawValue]) { $1 }) == "0"
        )
      }
      let kinds = Condition.Kind.allCases.filter { $0 != .specValid && $0 != .firmwareHealthy }
      #expect(
        metrics.families["wifi_ap_access_point_condition"]?.series.keys.filter { $0["access_point"] == name }.count
          == 3 * kinds.count)
    }
  }

  @Test func `what nobody knows is NaN and never zero`() throws {
    let metrics = try read(Status(radios: [try radio()], accessPoints: [try accessPoint("uap0")]))
    let labels = ["access_point": "uap0", "radio": "main"]
    for name in ["clients", "frequency_hertz", "channel_width_hertz", "on_air_uptime_seconds"] {
      #expect(value(metrics, "wifi_ap_access_point_\(name)", labels) == "NaN", "\(name)")
    }
    for name in ["last_recovery_uptime_seconds", "last_recovery_off_air_seconds"] {
      #expect(value(metrics, "wifi_ap_radio_\(name)", ["radio": "main"]) == "NaN", "\(name)")
    }
  }

  @Test func `values are those of the status, in base units`() throws {
    let status = Status(
      generation: 7, agent: [Condition(.specValid, .no, reason: .invalid, message: "no")], specErrors: 3,
      radios: [
        try radio {
          $0.incident = "firmware: silent"
          $0.held = ["a", "b"]
          $0.actionsSpent = 2
          $0.chronicle = Chronicle.OfRadio(
            recoveries: [.reloadDriver: 5], hostapdStarts: 6, steps: [.someClients: 9],
            lastRecovery: Chronicle.Recovery(
              rung: .reloadDriver, at: .seconds(70), reason: "x", offAir: .milliseconds(1_005)))
        }
      ],
      accessPoints: [
        try accessPoint("uap0") {
          $0.frequency = 5180
          $0.width = .mhz80
          $0.onAirSince = Uptime(nanoseconds: 12_345_678_901)
          $0.stations = 1
          $0.clients = [client]
          $0.conditions = [Condition(.ready, .yes, reason: .onAir, message: "\"yes\"\n")]
        }
      ])
    let metrics = try read(status)
    let point = ["access_point": "uap0", "radio": "main"]
    #expect(value(metrics, "wifi_ap_generation") == "7")
    #expect(value(metrics, "wifi_ap_spec_errors_total") == "3")
    let spec = metrics.families["wifi_ap_agent_condition"]?.series
    #expect(
      spec == [
        ["condition": "SpecValid", "status": "true"]: "0", ["condition": "SpecValid", "status": "false"]: "1",
        ["condition": "SpecValid", "status": "unknown"]: "0",
      ])
    #expect(value(metrics, "wifi_ap_radio_incident", ["radio": "main"]) == "1")
    #expect(value(metrics, "wifi_ap_radio_steps_held", ["radio": "main"]) == "2")
    #expect(value(metrics, "wifi_ap_radio_driver_actions", ["radio": "main"]) == "2")
    #expect(value(metrics, "wifi_ap_radio_driver_actions_allowed", ["radio": "main"]) == "4")
    #expect(value(metrics, "wifi_ap_radio_recoveries_total", ["radio": "main", "rung": "reload-driver"]) == "5")
    #expect(value(metrics, "wifi_ap_radio_hostapd_starts_total", ["radio": "main"]) == "6")
    #expect(value(metrics, "wifi_ap_radio_steps_total", ["radio": "main", "disruption": "some-clients"]) == "9")
    #expect(value(metrics, "wifi_ap_radio_last_recovery_uptime_seconds", ["radio": "main"]) == "70.000")
    #expect(value(metrics, "wifi_ap_radio_last_recovery_off_air_seconds", ["radio": "main"]) == "1.005")
    #expect(value(metrics, "wifi_ap_access_point_clients", point) == "1")
    #expect(value(metrics, "wifi_ap_access_point_frequency_hertz", point) == "5180000000")
    #expect(value(metrics, "wifi_ap_access_point_channel_width_hertz", point) == "80000000")
    #expect(value(metrics, "wifi_ap_access_point_on_air_uptime_seconds", point) == "12.345")
    let ready = point.merging(["condition": "Ready", "status": "true"]) { $1 }
    #expect(value(metrics, "wifi_ap_access_point_condition", ready) == "1")
    #expect(value(metrics, "wifi_ap_access_point_ready_reason", point.merging(["reason": "OnAir"]) { $1 }) == "1")
  }

  @Test func `neither clients nor SSIDs nor sentences are in the file`() throws {
    let text = Metrics.text(
      of: Status(
        radios: [try radio { $0.incident = "a sentence" }],
        accessPoints: [
          try accessPoint("uap0") {
            $0.stations = 1
            $0.clients = [client]
          }
        ]))
    for secret in [client.address.description, "guests", "hidden", "sentence"] { #expect(!text.contains(secret)) }
  }

  @Test func `the value of a label may be anything`() throws {
    for value in ["", "a\\b", "\"", "\n", "\\n", "}{,= \u{e9}"] {
      let family = MetricFamily("a", .gauge, labels: ["b"], "c") { _ in
        [.init(labels: [value], value: .integer(1))]
      }
      #expect(try Exposition(family.text(of: Status())).families["a"]?.series == [["b": value]: "1"])
    }
  }

  @Test(arguments: [
    "a 1\n", "# HELP a b\n# TYPE a gauge\na 1", "# HELP a b\n# TYPE a gauge\na 1\na 2\n",
    "# HELP a b\n# TYPE a counter\na 1\n", "# HELP a b\n# TYPE a gauge\na{b=\"c\"} 1\na{d=\"c\"} 1\n",
    "# HELP a b\n# TYPE a gauge\na{b=\"c} 1\n", "# HELP a b\n# TYPE a gauge\na{b=\"\\d\"} 1\n",
    "# HELP a b\n# TYPE a gauge\na one\n", "# HELP a b\n# TYPE a gauge\n", "# HELP a b\n# HELP c d\n",
    "# HELP a b\n# TYPE a gauge\na 1\n# HELP a b\n# TYPE a gauge\na 1\n",
  ])
  func `what is not in the format is refused by the tests' own reader`(text: String) {
    #expect(throws: Exposition.Fault.self) { try Exposition(text) }
  }

  @Test func `the metrics are described in the documentation`() throws {
    let rows = Metrics.families.map { family in
      let labels = family.labels.map { "`\($0)`" }.joined(separator: ", ")
      return "| `\(family.name)` | \(family.kind.rawValue) | \(labels) | \(family.help) |\n"
    }
    let table = "| metric | type | labels | meaning |\n|---|---|---|---|\n" + rows.joined()
    try Page.compare("docs/status.md", between: "<!-- metrics -->\n", and: "<!-- end of metrics -->\n", with: table)
  }
}

/// A page of the documentation, a part of which the code knows best.
enum Page {
  /// Compares what stands between two marks, or writes it where WIFI_AP_RECORD is set.
  static func compare(_ name: String, between begin: String, and end: String, with content: String) throws {
    let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    let path = root.appending(name)
    let text = try read(path)
    let head = try #require(text.split(separator: begin, maxSplits: 1).first)
    let tail = try #require(text.split(separator: end, maxSplits: 1).last)
    let page = [String(head), begin, content, end, String(tail)].joined()
    if getenv("WIFI_AP_RECORD") != nil {
      let file = try FileDescriptor.open(path, .writeOnly, options: .truncate)
      try file.closeAfter { _ = try file.writeAll(page.utf8) }
    }
    #expect(text == page)
  }

  private static func read(_ path: FilePath) throws -> String {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
      var bytes: [UInt8] = []
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
      defer { buffer.deallocate() }
      while case let count = try file.read(into: buffer), count > 0 { bytes += buffer[..<count] }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
