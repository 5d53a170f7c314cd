import FuzzProperties
import SystemPackage
import Testing

/// The inputs that the fuzzer found worth keeping, judged as the fuzzer judges them.
@Suite struct CorpusTests {
  private static let repository = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent()

  @Test(arguments: FuzzTarget.allCases)
  func `what holds of any bytes holds of the corpus`(_ target: FuzzTarget) throws {
    let files = try CorpusFolder.files(in: Self.repository.appending("Tests/Fuzz/corpus/\(target.rawValue)"))
    #expect(files.count > 20)
    #expect(files.count < 200)
    #expect(files.reduce(0) { $0 + $1.bytes.count } < 100_000)
    for (name, bytes) in files {
      let found = target.violations(bytes)
      #expect(found.isEmpty, "Tests/Fuzz/corpus/\(target.rawValue)/\(name)")
    }
  }
}
