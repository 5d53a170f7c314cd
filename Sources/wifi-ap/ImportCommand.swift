import ArgumentParser
import Glibc
import Hostapd
import LinuxPlatform
import SystemPackage
import WiFiModel
import WiFiSpec

/// `wifi-ap import`: the spec that is equal to a hostapd configuration.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Print the spec that equals a hostapd.conf, and name what could not be carried.",
    discussion: """
      The spec goes to standard output; each option that was changed, dropped or refused is named on standard error \
      with its line and the reason. Where something was refused there is no spec, and the exit code is 65.

      Passphrases stand in the spec, unless --secrets names a folder for them. What hostapd.conf does not say is asked \
      of this machine: run it on the device, or give --driver and --country.
      """)

  @OptionGroup var common: CommonOptions
  @Option(help: "How to print.") var format: Format = .text
  @Option(help: ArgumentHelp("The card's kernel module, such as mwifiex_pcie.", valueName: "module"))
  var driver: String?
  @Option(help: ArgumentHelp("The country for a file that gives none, such as FR.", valueName: "country"))
  var country: String?
  @Option(
    help: ArgumentHelp(
      "Write passphrases and RADIUS secrets into files in this folder, and name those in the spec.",
      valueName: "folder"))
  var secrets: String?
  @Argument(help: ArgumentHelp("The configuration; - is standard input.", valueName: "hostapd.conf"))
  var file: String

  func validate() throws {
    do throws(InvalidValue) {
      if let driver { _ = try ModuleName(driver) }
      if let country { _ = try CountryCode(country) }
    } catch {
      throw ValidationError(error.description)
    }
    if let secrets, !secrets.hasPrefix("/") || secrets.split(separator: "/").contains("..") {
      throw ValidationError("--secrets takes an absolute path without '..', such as /etc/wifi-ap/secrets")
    }
  }

  func run() throws {
    let result = HostapdImport(try request())
    if result.verdict == .ok { try write(result.secretFiles) }
    switch format {
    case .json: Console.out(result.json.text(.pretty))
    case .text:
      Console.err(report(result))
      if let spec = result.spec { Console.out(spec) }
    }
    if result.verdict != .ok { throw ExitCode(65) }
  }

  // MARK: - What goes in

  private var shown: String { file == "-" ? "<stdin>" : file }

  private func request() throws -> HostapdImport.Request {
    let text = ConfigurationText(reading: try configuration())
    let lines = text.lines.map { line in
      HostapdImport.Line(
        number: line.number, name: line.option.name, value: line.option.value, ssid: SSIDOption.decode(line.option))
    }
    let given = try driver.map { try ModuleName($0) }
    return HostapdImport.Request(
      lines: lines, malformed: text.malformed, module: { given ?? module(of: $0) },
      country: try country.map { try CountryCode($0) }, secrets: secrets, read: read)
  }

  /// The most bytes that a configuration, or a file that it names, may have.
  private static let limit = 1 << 20

  private func configuration() throws -> [UInt8] {
    if file == "-" {
      var bytes: [UInt8] = []
      var part = [UInt8](repeating: 0, count: 65536)
      while bytes.count <= Self.limit {
        let count = (try? part.withUnsafeMutableBytes { try FileDescriptor.standardInput.read(into: $0) }) ?? 0
        guard count > 0 else { return bytes }
        bytes += part[..<count]
      }
      throw Console.fail("standard input has more than \(Self.limit) bytes: is it a hostapd.conf?", code: 65)
    }
    do throws(PlatformError) {
      return try SmallFile(reading: FilePath(file), limit: Self.limit, followLinks: true).bytes
    } catch {
      throw Console.fail("\(error)", code: error.code == .permissionDenied ? 77 : 65)
    }
  }

  /// The module of the driver that made an interface, where there is such an interface.
  private func module(of interface: InterfaceName) -> ModuleName? {
    let link = FilePath("\(common.root)/sys/class/net/\(interface)/device/driver/module")
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = link.withPlatformString { readlink($0, &target, target.count - 1) }
    guard length > 0 else { return nil }
    let path = FilePath(platformString: target)
    return path.lastComponent.flatMap { try? ModuleName($0.string) }
  }

  /// A file that the configuration names: a relative path is taken from the configuration's folder.
  private func read(_ name: String) -> HostapdImport.Content {
    var path = FilePath(name)
    if path.isAbsolute {
      path = FilePath(common.root + name)
    } else if file != "-" {
      path = FilePath(file).removingLastComponent().pushing(path)
    }
    do throws(PlatformError) {
      return .bytes(try SmallFile(reading: path, limit: Self.limit, followLinks: true).bytes)
    } catch {
      return .unreadable(error.isAbsent ? "it does not exist" : "\(error.code)")
    }
  }

  // MARK: - What comes out

  private func write(_ files: [HostapdImport.SecretFile]) throws {
    if let secrets, !files.isEmpty, access(common.root + secrets, F_OK) != 0 {
      do throws(PlatformError) { try Folder.make(FilePath(common.root + secrets), mode: 0o700) } catch {
        throw Console.fail(error)
      }
    }
    for secret in files {
      let path = FilePath(common.root + secret.path)
      do throws(PlatformError) {
        if let present = try? SmallFile(reading: path, limit: 4096).bytes, present != secret.content.secret {
          throw PlatformError(
            "write", on: path.string, .fileExists, advice: "another secret stands there; move it away first")
        }
        try AtomicFile.write(secret.content.secret, to: path, mode: 0o600)
      } catch {
        throw Console.fail(error)
      }
    }
  }

  private func report(_ result: HostapdImport) -> String {
    let palette = Palette(isOn: Console.isColoured(STDERR_FILENO))
    var text = ""
    for finding in result.findings where finding.outcome != .carried || !finding.reason.isEmpty {
      let place = finding.line.map { "\(shown):\($0)" } ?? shown
      let word: String =
        switch finding.outcome {
        case .refused: palette.red("refused:")
        case .dropped: palette.yellow("dropped:")
        case .carried, .changed: palette.yellow("\(finding.outcome.word):")
        }
      let subject = finding.option.map { "\($0): " } ?? ""
      text += "\(palette.bold("\(place):")) \(word) \(subject)\(finding.reason)\n"
    }
    let words = ["carried", "changed", "dropped", "refused"].compactMap { word in
      let count = result.findings.count { $0.outcome.word == word }
      return count == 0 ? nil : "\(count) \(word)"
    }
    return text
      + "\(shown): \(result.verdict.rawValue): \(words.isEmpty ? "it is empty" : words.joined(separator: ", "))\n"
  }
}
