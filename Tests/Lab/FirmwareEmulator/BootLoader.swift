/// The chip's boot loader: it takes the firmware image in blocks and acknowledges each.
struct BootLoader {
  private static let headerSize = 20
  private static let jump: UInt32 = 4
  private static let withoutData: UInt32 = 7
  /// Host memory for one block; a larger one would overrun it.
  static let largestBlock = 600

  private(set) var received = 0
  /// Blocks of the image since power came on, repeated ones counted again.
  private(set) var blocks = 0
  private(set) var hasStarted = false

  /// What to answer, and whether the image is complete and the firmware starts.
  struct Reply: Equatable {
    var bytes: [UInt8]
    var startsFirmware: Bool
  }

  /// Takes one transfer: command, address, length, checksum, sequence number, data. The first is all zeros and asks
  /// whether this host is to load the image.
  mutating func receive(_ transfer: [UInt8]) -> Reply? {
    guard let command = transfer.u32(at: 0), let length = transfer.u32(at: 8), let sequence = transfer.u32(at: 16)
    else { return nil }
    let expected = command == Self.withoutData ? 0 : Int(clamping: length)
    let isWhole = expected <= Self.largestBlock && transfer.count >= Self.headerSize + expected
    if command != 0, isWhole {
      hasStarted = true
      received += expected
      blocks += 1
    }
    var answer: [UInt8] = []
    answer.append(u32: isWhole ? 0 : 1)
    answer.append(u32: sequence)
    return Reply(bytes: answer, startsFirmware: isWhole && command == Self.jump)
  }

  /// An image that the driver accepts and downloads like a real one: blocks of zeros and the block that ends it.
  static var dummyImage: [UInt8] {
    func header(_ command: UInt32, address: UInt32, length: UInt32) -> [UInt8] {
      var bytes: [UInt8] = []
      for word in [command, address, length, 0] { bytes.append(u32: word) }
      return bytes
    }
    var image: [UInt8] = []
    for block in 0..<UInt32(8) {
      image += header(1, address: block * 512, length: 512) + [UInt8](repeating: 0, count: 512)
    }
    return image + header(jump, address: 0, length: 0)
  }
}
