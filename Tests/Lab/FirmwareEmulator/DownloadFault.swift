/// What goes wrong while the driver downloads the firmware.
struct DownloadFault: Equatable {
  enum Effect: String {
    /// The boot loader answers no more.
    case hang
    /// The chip drops off the bus and is back in its boot loader.
    case leave
  }

  /// With this block of the image, counted from 1.
  let block: Int
  let effect: Effect
  /// How many more downloads it hits; nil is no limit.
  private var remaining: Int?

  static let usage = "download BLOCK hang|leave [n=COUNT|n=all]  fail at that block of the next download (or downloads)"

  /// Reads what follows the word `download`.
  init(words: [Substring]) throws(EmulatorError) {
    guard (2...3).contains(words.count), let block = Int(words[0]), block > 0,
      let effect = Effect(rawValue: String(words[1]))
    else { throw EmulatorError("cannot read '\(words.joined(separator: " "))': \(Self.usage)") }
    self.block = block
    self.effect = effect
    switch words.count == 3 ? words[2] : "n=1" {
    case "n=all": remaining = nil
    case let text:
      guard text.hasPrefix("n="), let count = Int(text.dropFirst(2)), count > 0 else {
        throw EmulatorError("cannot read '\(text)': \(Self.usage)")
      }
      remaining = count
    }
  }

  /// What happens with this block, nil while nothing does.
  mutating func effect(at block: Int) -> Effect? {
    guard block == self.block, remaining != 0 else { return nil }
    remaining = remaining.map { $0 - 1 }
    return effect
  }
}
