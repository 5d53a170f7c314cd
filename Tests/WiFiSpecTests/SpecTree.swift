import Glibc
import SystemPackage
import WiFiModel

@testable import WiFiSpec

/// The repository's folders, and shorthands that the suites share.
enum SpecTree {
  /// Where the package stands.
  static let package = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

  /// Whether goldens are written instead of compared.
  static let isRecording = getenv("WIFI_AP_RECORD") != nil

  /// The bytes of a file.
  static func bytes(_ path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly)
    defer { try? file.close() }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { return all }
      all += buffer[..<count]
    }
  }

  /// Replaces a file.
  static func write(_ text: some Sequence<UInt8>, to path: FilePath, mode: FilePermissions = [.ownerReadWrite]) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: mode)
    defer { try? file.close() }
    try file.writeAll(text)
  }

  /// Compiles files given as text, with the secrets that the goldens know.
  static func compile(_ files: [(name: String, text: String)]) -> SpecCompiler {
    SpecCompiler(files.map { SpecSource(name: $0.name, bytes: Array($0.text.utf8)) }, readSecret: secret)
  }

  /// Compiles one file.
  static func compile(_ text: String) -> SpecCompiler { compile([("spec.yaml", text)]) }

  static func secret(_ origin: SecretOrigin, _: SecretUse) -> SpecDecoder.SecretAnswer {
    switch origin {
    case .file("/etc/wifi-ap/secrets/lobby"), .credential("lobby"): .bytes(Array("hunter2hunter2\n".utf8))
    case .file("/etc/wifi-ap/secrets/radius"), .credential("radius"): .bytes(Array("hunter2\n".utf8))
    case .file("/etc/wifi-ap/secrets/short"): .bytes(Array("hunter2\n".utf8))
    default: .problem(InvalidValue("\(origin) does not exist", hint: "write the secret into it"), isError: true)
    }
  }

  /// A radio alone.
  static let radio = """
    version: 1
    radios:
      main:
        driver: mwifiex_pcie
        country: FR
        band: 2.4GHz
        channel: 6

    """

  /// An access point alone.
  static let accessPoint = """
    version: 1
    access-points:
      uap0:
        radio: main
        ssid: my_access_point
        security:
          mode: wpa2-personal
          passphrase: hunter2hunter2

    """
}
