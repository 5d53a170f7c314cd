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
}
