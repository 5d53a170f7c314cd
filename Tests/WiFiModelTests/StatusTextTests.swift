import Testing
import WiFiModel

/// The status as it is shown, whatever it says.
@Suite struct StatusTextTests {
  private func text(_ radio: JSON, uptime: Int64) -> String {
    StatusText(Palette(isOn: false)).render(
      StatusView(["uptimeMilliseconds": .integer(uptime), "conditions": [], "radios": [radio], "accessPoints": []]))
  }

  @Test(arguments: [Int64.min, -1, 0, .max], [Int64.min, 0, .max])
  func `no time is too far to be shown`(_ uptime: Int64, _ time: Int64) {
    let recovery: JSON = [
      "uptimeMilliseconds": .integer(time), "offAirMilliseconds": .integer(time), "reason": "a line",
    ]
    #expect(text(["name": "main", "lastRecovery": recovery], uptime: uptime).contains("last recovery: by itself"))
  }

  @Test func `what would move a cursor is shown as what it is`() {
    let shown = text(["name": "ma\u{1b}in", "incident": "a\u{202e}b\nc"], uptime: 0)
    #expect(shown.contains("radio ma\\u{1b}in"))
    #expect(shown.contains("incident: a\\u{202e}b\\u{a}c\n"))
  }
}
