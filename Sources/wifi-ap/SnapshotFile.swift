import LinuxPlatform
import SystemPackage
import WiFiModel

/// A file that `wifi-ap snapshot` wrote.
enum SnapshotFile {
  private static let limit = 4 << 20

  /// The machine in a file.
  ///
  /// - Parameters:
  ///   - file: its path.
  ///   - purpose: what cannot be done without it, as words that follow "cannot".
  /// - Returns: the machine as it was seen.
  /// - Throws: exit code 1, after the reason was printed.
  static func read(_ file: String, to purpose: String) throws -> ObservedState {
    do {
      let bytes = try SmallFile(reading: FilePath(file), limit: limit, followLinks: true).bytes
      return try ObservedState(json: try JSON(parsing: bytes, sizeLimit: limit))
    } catch {
      throw Console.fail("cannot \(purpose) \(file): \(error); make one with: wifi-ap snapshot", code: 1)
    }
  }
}
