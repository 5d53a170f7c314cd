import SystemPackage
import Testing
import WiFiModel

/// The schemas of Specs/schema against what the encoders write, both ways.
@Suite struct PublishedSchemaTests {
  static let names = ["status", "plan", "snapshot", "history"]

  static func load(_ name: String) throws -> SchemaChecker {
    let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    let file = try FileDescriptor.open(root.appending("Specs/schema/\(name).schema.json"), .readOnly)
    return try file.closeAfter {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
      defer { buffer.deallocate() }
      var bytes: [UInt8] = []
      while case let count = try file.read(into: buffer), count > 0 { bytes += buffer[..<count] }
      return SchemaChecker(try JSON(parsing: bytes))
    }
  }

  static func samples(of name: String) throws -> [JSON] {
    switch name {
    case "status": return [try Samples.status().json(at: .seconds(99)), Status().json(at: .seconds(99))]
    case "history": return [try Samples.history().json, History().json]
    case "snapshot":
      var bare = Samples.blindSnapshot()
      bare.hostapdSoftware = .known(nil)
      return [try Samples.snapshot().json, Samples.blindSnapshot().json, bare.json]
    default:
      // The rest of a plan's document is written by WiFiReconcile; its steps are the model's.
      return [
        .object([
          DocumentSchema.plan.member,
          JSON.Member("steps", .array(try Samples.steps().map(\.json))),
          JSON.Member("waiting", .array(try Samples.steps().prefix(1).map(\.json))),
          JSON.Member("refusals", [["radio": "main", "accessPoint": nil, "reason": "NoDevice", "message": "no card"]]),
          JSON.Member("waits", [["radio": "main", "reason": "ModuleBusy", "message": "it is being loaded"]]),
          JSON.Member("unknowns", [["radio": "main", "message": "interfaces: the dump was interrupted"]]),
          JSON.Member("remarks", [["radio": "main", "reason": "NextLoad", "message": "it is taken up later"]]),
        ])
      ]
    }
  }

  @Test(arguments: names) func everySchemaKeepsToTheCheckedSubset(name: String) throws {
    #expect(try Self.load(name).faults == [])
  }

  @Test(arguments: names) func whatIsWrittenIsInTheSchema(name: String) throws {
    var checker = try Self.load(name)
    for sample in try Self.samples(of: name) { #expect(checker.problems(of: sample) == []) }
  }

  @Test(arguments: names) func whatIsInTheSchemaIsWritten(name: String) throws {
    var checker = try Self.load(name)
    for sample in try Self.samples(of: name) { _ = checker.problems(of: sample) }
    #expect(checker.everything.filter { !checker.met.contains($0) } == [])
    #expect(checker.met.subtracting(checker.everything) == [])
  }

  /// Whoever removes any member, or adds one, is told: the checker itself does not wave things through.
  @Test(arguments: names) func everyMissingAndEverySurplusKeyIsFound(name: String) throws {
    var checker = try Self.load(name)
    for sample in try Self.samples(of: name) {
      let mutants = Self.mutants(of: sample)
      #expect(mutants.count > 6)
      for mutant in mutants { #expect(checker.problems(of: mutant) != [], "\(mutant.text())") }
    }
  }

  /// The value with one member left out, or a foreign one added, at every place.
  private static func mutants(of value: JSON) -> [JSON] {
    switch value {
    case .object(let members):
      var mutants: [JSON] = [.object(members + [JSON.Member("surplus", 1)])]
      for index in members.indices {
        var fewer = members
        fewer.remove(at: index)
        mutants.append(.object(fewer))
        for inner in Self.mutants(of: members[index].value) {
          var changed = members
          changed[index].value = inner
          mutants.append(.object(changed))
        }
      }
      return mutants
    case .array(let elements):
      return elements.indices.flatMap { index in
        Self.mutants(of: elements[index]).map { inner in
          var changed = elements
          changed[index] = inner
          return JSON.array(changed)
        }
      }
    default: return []
    }
  }
}
