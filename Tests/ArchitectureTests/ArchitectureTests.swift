import Foundation
import Testing

@Suite struct ArchitectureTests {
  /// The table of Specs/architecture/imports.txt: target and modules, in the order of the file.
  static let table: [(target: String, modules: Set<String>)] = {
    let text = (try? SourceTree.text("Specs/architecture/imports.txt")) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      return (String(parts[0]), Set(parts[1].split(separator: " ").map(String.init)))
    }
  }()

  static var daemonTargets: [String] { table.map(\.target).filter { !["wifi-ap", "firmware-emulator"].contains($0) } }

  @Test func everySourceFolderStandsInTheTable() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: SourceTree.root.appending(path: "Sources").path)
    let swift = folders.filter { !$0.hasPrefix("C") && !$0.hasPrefix(".") }.sorted()
    #expect(swift == Self.table.map(\.target).filter { $0 != "firmware-emulator" }.sorted())
  }

  @Test(arguments: table.map(\.target))
  func importsAreExactlyThoseOfTheTable(target: String) throws {
    let allowed = try #require(Self.table.first { $0.target == target }).modules
    var seen: Set<String> = []
    let files = try SourceTree.swiftFiles(below: SourceTree.folder(of: target))
    #expect(!files.isEmpty)
    for file in files {
      let imports = SourceTree.imports(in: try SourceTree.text(file))
      for module in imports where !allowed.contains(module) {
        Issue.record("\(file) imports \(module), which Specs/architecture/imports.txt does not allow to \(target)")
      }
      seen.formUnion(imports)
    }
    #expect(
      seen == allowed, "\(target): the table names modules that nothing imports: \(allowed.subtracting(seen).sorted())")
  }

  @Test func noTargetImportsAgainstTheFlow() {
    let order = Self.table.map(\.target)
    let adapters: Set<String> = ["LinuxPlatform", "NL80211", "RadioHelper", "Hostapd", "Systemd"]
    for (position, row) in Self.table.enumerated() where !adapters.contains(row.target) {
      for module in row.modules where !adapters.contains(module) {
        guard let other = order.firstIndex(of: module) else { continue }
        #expect(other < position, "\(row.target) imports \(module), which stands below it")
      }
    }
    for row in Self.table where adapters.contains(row.target) {
      #expect(row.modules.allSatisfy { !$0.hasPrefix("WiFi") }, "\(row.target) knows nouns of the product")
    }
  }

  /// Each of these starts the global executor: threads, and a wake-up each second.
  static let banned = [
    "Task {", "Task.detached", "Task.immediate", "Task.sleep", "Clock().sleep", "DispatchQueue", "DispatchSource",
    "@MainActor", "import Foundation", "import FoundationEssentials", "import Dispatch", "try!", "as!",
  ]

  @Test(arguments: daemonTargets)
  func noFileOfTheDaemonUsesABannedForm(target: String) throws {
    for file in try SourceTree.swiftFiles(below: SourceTree.folder(of: target)) {
      for (number, line) in try SourceTree.text(file).split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        for form in Self.banned where line.contains(form) {
          Issue.record("\(file):\(number + 1): \(form)")
        }
      }
    }
  }

  @Test func aBannedFormWouldBeFound() {
    #expect(SourceTree.imports(in: "@preconcurrency internal import Foundation\n") == ["Foundation"])
    #expect(SourceTree.imports(in: "package import struct WiFiModel.SSID\nimport Glibc\n") == ["WiFiModel", "Glibc"])
    #expect(Self.banned.contains { "  Task { await x() }".contains($0) })
  }

  @Test func noFileIsCalledByWhatItIsNot() throws {
    let banned = ["Util", "Utils", "Helper", "Helpers", "Manager", "Managers", "Common", "Misc"]
    for file in try SourceTree.swiftFiles(below: "Sources") {
      let stem = (file as NSString).lastPathComponent.replacingOccurrences(of: ".swift", with: "")
      #expect(!banned.contains { stem.hasSuffix($0) }, "\(file) names no noun")
    }
  }

  @Test func theArchitecturePageNamesEveryTargetOnce() throws {
    let page = try SourceTree.text("docs/architecture.md")
    let headings = page.split(separator: "\n").filter { $0.hasPrefix("### `") }.map {
      $0.dropFirst(5).prefix { $0 != "`" }
    }
    #expect(headings.map(String.init).sorted() == (Self.table.map(\.target) + ["CLinux"]).sorted())
  }

  @Test func thePackageDeclaresTheTargetsOfTheTable() throws {
    let manifest = try SourceTree.text("Package.swift")
    for target in Self.table.map(\.target) {
      #expect(manifest.contains("name: \"\(target)\""), "Package.swift has no target \(target)")
    }
  }
}
