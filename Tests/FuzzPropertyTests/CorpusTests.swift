import FuzzProperties
import SystemPackage
import Testing
import WiFiModel

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

  /// Else nothing would be tried of what stands behind the reading.
  @Test func `documents of each kind in the corpus are read`() throws {
    let folder = Self.repository.appending("Tests/Fuzz/corpus/documents")
    func json(_ name: String) throws -> JSON {
      let file = try #require(try CorpusFolder.files(in: folder).first { $0.name == name })
      return try JSON(parsing: file.bytes)
    }
    #expect(try Memory(json: json("memory")).incidents.count == 1)
    #expect(try Ledger(json: json("ledger")).interfaces.count == 2)
    #expect(try OutageRecord(json: json("outage")).outage.entries.count == 2)
    #expect(try ObservedState(json: json("snapshot")).radios.count == 1)
  }
}
