import FuzzProperties
import SystemPackage
import Testing

/// The inputs that the fuzzer found worth keeping, judged as the fuzzer judges them.
@Suite struct CorpusTests {
  private static let repository = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent()

  @Test(arguments: [
    ("spec", SpecProperty.violations as @Sendable ([UInt8]) -> [String]),
    ("configuration", ConfigurationProperty.violations),
  ])
  func `what holds of any bytes holds of the corpus`(
    _ target: String, _ violations: @Sendable ([UInt8]) -> [String]
  ) throws {
    let files = try CorpusFolder.files(in: Self.repository.appending("Tests/Fuzz/corpus").appending(target))
    #expect(files.count > 20)
    for (name, bytes) in files {
      let found = violations(bytes)
      #expect(found.isEmpty, "Tests/Fuzz/corpus/\(target)/\(name)")
    }
  }
}
