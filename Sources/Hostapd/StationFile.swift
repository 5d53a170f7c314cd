/// hostapd's `accept_mac_file` and `deny_mac_file`: an address a line.
package enum StationFile {
  /// The file's bytes, in the given order.
  package static func render(_ stations: [HardwareAddress]) -> [UInt8] {
    stations.flatMap { Array("\($0)\n".utf8) }
  }

  /// The addresses of a file that `render` wrote; nil where another line stands in it.
  package static func read(_ bytes: [UInt8]) -> [HardwareAddress]? {
    guard bytes.isEmpty || bytes.last == .lineFeed else { return nil }
    var stations: [HardwareAddress] = []
    for line in bytes.split(separator: .lineFeed, omittingEmptySubsequences: false).dropLast() {
      guard let station = HardwareAddress(text: line) else { return nil }
      stations.append(station)
    }
    return stations
  }
}
