import Glibc
import LinuxPlatform
import SystemPackage
import Testing
import WiFiModel

@testable import WiFiSpec

/// The folders of Specs/invalid: mistakes that people make, each with the exact answer.
@Suite struct InvalidSpecTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var folder: FilePath { SpecTree.package.appending("Specs/invalid").appending(name) }
    var testDescription: String { name }
  }

  static let cases: [Case] = {
    let names = (try? TrustedPath.names(in: SpecTree.package.appending("Specs/invalid"))) ?? []
    return names.map { Case(name: $0) }
  }()

  @Test func `at least forty mistakes are on record`() {
    #expect(Self.cases.count >= 40)
  }

  @Test(arguments: cases) func `a mistake is answered with its exact diagnostics`(_ mistake: Case) throws {
    let names = try TrustedPath.names(in: mistake.folder).filter { $0.hasSuffix(".yaml") }
    let sources = try names.map { name in
      SpecSource(name: name, bytes: try SpecTree.bytes(mistake.folder.appending(name)))
    }
    let compiler = SpecCompiler(sources, readSecret: SpecTree.secret)
    let text = compiler.diagnostics.rendered()
    #expect(!text.isEmpty)
    // Every secret in these folders has this in it.
    #expect(!text.contains("hunter2"))
    #expect(compiler.diagnostics.hasErrors == (compiler.desired == nil))
    let golden = mistake.folder.appending("diagnostics.txt")
    if SpecTree.isRecording {
      try SpecTree.write(text.utf8, to: golden, mode: [.ownerReadWrite, .groupRead, .otherRead])
    }
    #expect(text == String(decoding: try SpecTree.bytes(golden), as: UTF8.self))
  }

  /// Mistakes that no program can mend, each with the reason.
  static let beyondMending = [
    "invalid-utf8": "which character was meant is lost",
    "passphrase-file-missing": "the spec is right, a file is missing",
    "passphrase-file-too-short": "the spec is right, what its file holds is not",
    "too-deep": "brackets without end",
    "too-large": "somebody must choose what to leave out",
    "too-many-nodes": "somebody must choose what to leave out",
  ]

  @Test(arguments: cases) func `doing what the hints say gives a valid spec`(_ mistake: Case) throws {
    let names = try TrustedPath.names(in: mistake.folder).filter { $0.hasSuffix(".yaml") }
    var sources = try names.map { name in
      SpecSource(name: name, bytes: try SpecTree.bytes(mistake.folder.appending(name)))
    }
    var compiler = SpecCompiler(sources, readSecret: SpecTree.secret)
    var turns = 0
    // As with a compiler's suggestions, mending one mistake may uncover another.
    while compiler.diagnostics.contains(where: { $0.correction != nil }), turns < 8 {
      turns += 1
      sources = sources.map { SpecTree.corrected($0, by: compiler.diagnostics) }
      compiler = SpecCompiler(sources, readSecret: SpecTree.secret)
    }
    let text = sources.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "---\n")
    let isMended = compiler.desired != nil
    if Self.beyondMending[mistake.name] != nil {
      #expect(!isMended, "take it off the list")
    } else {
      #expect(isMended, "\(text)\(compiler.diagnostics.rendered())")
    }
    #expect(turns < 8)
    if getenv("SHOW") != nil { print("@@@ \(mistake.name) \(turns)\n\(text)") }
  }
}
