import Glibc
import SystemPackage

/// Looks for firmware where the kernel does (`fw_path`, drivers/base/firmware_loader/main.c).
struct FirmwareFile {
  let root: String

  /// Whether the file is there, plain or compressed.
  func exists(_ name: String) -> Bool {
    guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else { return false }
    return Self.folders.contains { folder in
      ["", ".xz", ".zst"].contains { suffix in
        FilePath("\(root)\(folder)/\(name)\(suffix)").withPlatformString { access($0, R_OK) } == 0
      }
    }
  }

  private static let folders: [String] = {
    var version = utsname()
    guard uname(&version) == 0 else { return ["/lib/firmware/updates", "/lib/firmware"] }
    let release = withUnsafeBytes(of: &version.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return ["/lib/firmware/updates/\(release)", "/lib/firmware/updates", "/lib/firmware/\(release)", "/lib/firmware"]
  }()
}
