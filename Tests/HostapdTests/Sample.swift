import SystemPackage

/// A recorded message of `Specs/wire/hostapd`.
enum Sample {
  static func bytes(_ name: String, file: String = #filePath) throws -> [UInt8] {
    let repository = FilePath(file).removingLastComponent().removingLastComponent().removingLastComponent()
    return try read(repository.appending("Specs/wire/hostapd/\(name)"))
  }

  static func read(_ path: FilePath) throws -> [UInt8] {
    let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    return try descriptor.closeAfter {
      var bytes: [UInt8] = []
      var part = [UInt8](repeating: 0, count: 65536)
      while case let count = try part.withUnsafeMutableBytes({ try descriptor.read(into: $0) }), count > 0 {
        bytes += part[..<count]
      }
      return bytes
    }
  }

  static func write(_ bytes: [UInt8], to path: FilePath) throws {
    let descriptor = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
    try descriptor.closeAfter { _ = try descriptor.writeAll(bytes) }
  }
}

/// A small generator of reproducible numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func bytes(_ lengths: ClosedRange<Int>, from values: ClosedRange<UInt8> = 0...255) -> [UInt8] {
    let count = Int.random(in: lengths, using: &self)
    return (0..<count).map { _ in UInt8.random(in: values, using: &self) }
  }
}
