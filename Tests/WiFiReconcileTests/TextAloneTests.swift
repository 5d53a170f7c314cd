import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation
import WiFiSpec

/// A radio that serves, and every line that any driver may write of it: text alone never takes anything away.
@Suite struct TextAloneTests {
  /// The signatures' lines for one module, as the kernel would write them, each pattern's runs filled in.
  static func lines(of driver: String) -> [String] {
    SignatureCatalogue.builtIn.signatures.filter { $0.isOf(driver) }.flatMap(\.patterns).map { pattern in
      var line = ""
      var isName = false
      for character in pattern.description {
        switch character {
        case "{": isName = true
        case "}":
          isName = false
          line += "7"
        case "*": line += " and more"
        default: if !isName { line.append(character) }
        }
      }
      return line
    }
  }

  /// A module of each family, those that can be asked and those that cannot.
  @Test(
    arguments: [
      "mwifiex_pcie", "mwifiex_sdio", "mwifiex_usb", "moal", "brcmfmac", "ath9k", "ath9k_htc", "ath10k_pci",
      "ath11k_pci",
      "mt7921e", "mt7915e", "rtw88_8822ce", "rtw89_8852be", "rtl8xxxu", "8821cu", "iwlwifi", "wcn36xx", "aic8800_fdrv",
    ])
  func noLineOfADriverTakesAnythingAway(_ driver: String) throws {
    let lines = Self.lines(of: driver)
    #expect(lines.count >= 2, "the catalogue has no lines of \(driver)")
    let isAsked = DriverProfile(of: try ModuleName(driver)).answersProbe
    for line in lines {
      var course = try Course(driver, isAsked: isAsked)
      // Often enough for those that mean something only when they come often.
      for _ in 0..<40 { course.feed(.kernelRecord(device: Seen.device.kernelID, message: "usb 1-1: \(line)")) }
      course.pass(.seconds(40))
      #expect(course.steps == [], "\(line)")
      #expect(course.controller.lanes.first?.incident == nil, "\(line)")
    }
  }

  /// A controller whose questions are all answered with a machine that is in order.
  struct Course {
    var controller: Controller
    var steps: [String] = []
    private let main: RadioID
    private let isAsked: Bool
    private var now = Uptime.seconds(100)
    private var wake: Uptime?

    init(_ driver: String, isAsked: Bool) throws {
      main = try RadioID("main")
      self.isAsked = isAsked
      controller = Controller(bootID: "now", signatures: .builtIn)
      feed(.started(Memory(bootID: "now"), try Seen.ledger()))
      feed(.specRead(SpecResult(desired: try Story.desired(Story.radio(driver)), files: ["a"])))
    }

    mutating func feed(_ event: Event) {
      for effect in controller.handle(event, at: now) {
        switch effect {
        case .observe(_, let request): answer(request)
        case .perform(let step): steps.append(step.title)
        case .wake(let time): wake = time
        default: break
        }
      }
    }

    mutating func pass(_ span: Uptime.Span) {
      let end = now + span
      while let time = wake, time <= end {
        wake = nil
        now = max(time, now)
        feed(.due)
      }
      now = end
    }

    private mutating func answer(_ request: ObservationRequest) {
      let firmware: FirmwareAnswer = isAsked && request.reach == .probing ? .answered : .notAsked
      guard var state = try? Seen.onAir(at: now, firmware: firmware) else { return }
      state.reach = request.reach
      feed(.observed(main, state))
    }
  }
}
