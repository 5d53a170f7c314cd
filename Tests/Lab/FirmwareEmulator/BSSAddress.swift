/// Which of the firmware's virtual interfaces is meant: type 0 station, 1 access point, 2 P2P; and its number.
struct BSSAddress: Hashable, Comparable, CustomStringConvertible {
  static let station: UInt8 = 0
  static let accessPoint: UInt8 = 1

  var type: UInt8
  var number: UInt8

  init(type: UInt8, number: UInt8) {
    self.type = type
    self.number = number
  }

  /// `1.0`, or only the type.
  init?(written text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let type = UInt8(parts[0]), parts.count <= 2, let number = parts.count == 2 ? UInt8(parts[1]) : 0 else {
      return nil
    }
    self.init(type: type, number: number)
  }

  var description: String { "\(type).\(number)" }

  static func < (left: Self, right: Self) -> Bool {
    (left.type, left.number) < (right.type, right.number)
  }
}
