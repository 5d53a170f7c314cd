import Glibc
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// What is gone through to the last case, with a card on which hostapd makes the interfaces and one where it does not.
struct Exhaustive {
  let driver: ModuleName

  /// A process for each card.
  ///
  /// - Returns: whether everything held.
  static func all() throws -> Bool {
    let children = ["ath10k_pci", "mwifiex_usb"].map { Program.spawn(["exhaustive", $0]) }
    var isSound = true
    for child in children {
      var status: Int32 = 0
      if waitpid(child, &status, 0) != child || status != 0 { isSound = false }
    }
    return isSound
  }

  /// - Returns: whether everything held.
  func run() throws -> Bool {
    let exhaustion = try Exhaustion(driver, .builtIn)
    let ways = exhaustion.specs.map { exhaustion.ways(to: $0) }.reduce(Exhaustion.Count(), +)
    let deaths = exhaustion.specs.map { exhaustion.crashPoints(of: $0) }.reduce(Exhaustion.Count(), +)
    let days = exhaustion.specs.map { exhaustion.day(with: $0) }.reduce(Exhaustion.Count(), +)
    let wrong = ways.wrong + deaths.wrong + days.wrong
    var text = ""
    for wrong in wrong.prefix(20) { text += wrong + "\n" }
    text +=
      "\(driver): \(exhaustion.specs.count) specs, \(ways.cases) ways between them, \(deaths.cases) moments to die in, "
    text += "\(days.cases) days on which nothing happens, \(wrong.count) violations\n"
    Program.put(text)
    return wrong.isEmpty
  }
}
