package import LinuxPlatform
import SystemPackage
package import WiFiModel

/// The folders below `/var/lib/wifi-ap/incidents`, one an outage: `000007-20261123T021717Z`, or with the boot's id where
/// the civil time was not known. They sort by the outages' numbers.
package struct IncidentFolders {
  private let parent: FilePath

  /// What all of them may take; the oldest go first.
  static let most = 20
  static let mostBytes: UInt64 = 32 << 20
  /// The document in each.
  static let document = "outage.json"
  /// Far more than an outage's entries take.
  private static let longestDocument = 4 << 20

  package init(paths: Paths) { parent = FilePath(paths.incidents) }

  func path(of folder: String) -> FilePath { parent.appending(folder) }

  /// The name of the folder for an outage that has none.
  static func name(for record: OutageRecord) -> String {
    let number = String(record.outage.number)
    let padded = String(repeating: "0", count: max(0, 6 - number.utf8.count)) + number
    let mark =
      record.beganAt.map { "\($0)".filter { $0 != "-" && $0 != ":" } }
      ?? "boot-" + record.outage.bootID.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(8)
    return "\(padded)-\(mark)"
  }

  /// The names of the folders, oldest first.
  ///
  /// - Throws: EACCES for others than root; one that is not there has none.
  private func names() throws(PlatformError) -> [String] {
    do throws(Errno) {
      return try TrustedPath.names(in: parent).filter { Self.number(of: $0) != nil }
        .sorted { (Self.number(of: $0) ?? 0, $0) < (Self.number(of: $1) ?? 0, $1) }
    } catch {
      if error == .noSuchFileOrDirectory { return [] }
      throw PlatformError("list", on: parent.string, error)
    }
  }

  private static func number(of name: String) -> UInt64? { name.split(separator: "-").first.flatMap { UInt64($0) } }

  /// The outages on disk, oldest first. A folder whose document is torn or of another version is passed over.
  ///
  /// - Throws: as the kernel does for who may not look: EACCES.
  package func history() throws(PlatformError) -> History {
    History(
      try names().compactMap { name in
        guard let bytes = try? SmallFile(reading: document(in: name), limit: Self.longestDocument).bytes,
          let json = try? JSON(parsing: bytes, sizeLimit: Self.longestDocument),
          let record = try? OutageRecord(json: json)
        else { return nil }
        return History.Entry(record, folder: name)
      })
  }

  private func document(in folder: String) -> FilePath { path(of: folder).appending(Self.document) }

  /// Writes what is known of an outage, so that it is on disk at return.
  func write(_ record: OutageRecord, in folder: String) throws(PlatformError) {
    // While it goes on each line of it would cost a wait for the disk, in the time off the air.
    try write(record.json.bytes(.pretty), Self.document, in: folder, durable: record.outage.ended != nil)
  }

  /// Writes a file of an outage.
  func write(
    _ bytes: [UInt8], _ file: String, in folder: String, durable: Bool = false
  ) throws(PlatformError) {
    try Folder.make(parent, mode: 0o700)
    try Folder.make(path(of: folder), mode: 0o700)
    try AtomicFile.write(bytes, to: path(of: folder).appending(file), mode: 0o600, durable: durable)
  }

  /// Removes the oldest, as long as all take more than they may. The newest stays.
  func prune() throws(PlatformError) {
    var names = try names()
    var sizes = names.map { Folder.size(of: path(of: $0)) }
    while names.count > Self.most || sizes.reduce(0, +) > Self.mostBytes, names.count > 1 {
      try Folder.remove(path(of: names.removeFirst()))
      sizes.removeFirst()
    }
  }
}
