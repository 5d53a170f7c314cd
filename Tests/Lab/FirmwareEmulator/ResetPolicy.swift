/// What resets the chip to its boot loader besides loss of power. Real chips and boards differ.
struct ResetPolicy {
  /// SET_CONFIGURATION 0, as `authorized` 0 sends it.
  var setConfigurationZero = false
  /// A reset of the bus (USBDEVFS_RESET).
  var busReset = false
  /// A disconnect by the hub (`usbN-portM/disable`), which on a real hub cuts the power.
  var disconnect = false

  /// The driver's leaving, as a chip does that watches for its host.
  var unload = false

  /// Which FUNC_INIT of a driver gives a deaf firmware a new start; nil is none.
  var initialization: Int?

  static let usage =
    "policy setcfg0=reset|keep busreset=reset|keep disconnect=reset|keep unload=reset|keep init=COUNT|keep"

  /// Changes what the words name.
  mutating func change(_ words: [Substring]) throws(EmulatorError) {
    guard !words.isEmpty else { throw EmulatorError("no policy named: \(Self.usage)") }
    for word in words {
      let parts = word.split(separator: "=")
      if parts.count == 2, parts[0] == "init", let count = parts[1] == "keep" ? 0 : Int(parts[1]), count >= 0 {
        initialization = count == 0 ? nil : count
        continue
      }
      guard parts.count == 2, parts[1] == "reset" || parts[1] == "keep" else {
        throw EmulatorError("cannot read '\(word)': \(Self.usage)")
      }
      let resets = parts[1] == "reset"
      switch parts[0] {
      case "setcfg0": setConfigurationZero = resets
      case "busreset": busReset = resets
      case "disconnect": disconnect = resets
      case "unload": unload = resets
      default: throw EmulatorError("unknown policy '\(parts[0])': \(Self.usage)")
      }
    }
  }
}
