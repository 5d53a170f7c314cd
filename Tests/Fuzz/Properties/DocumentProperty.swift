package import WiFiModel
import WiFiReconcile

/// What must hold of any bytes that are read as one of the JSON documents: what the agent keeps for its next life, and a
/// machine that somebody saw.
package enum DocumentProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    let json: JSON
    do throws(JSONError) { json = try JSON(parsing: bytes) } catch { return violations(of: error, in: bytes) }
    var found = violations(of: json)
    do throws(JSONError) {
      switch json["schema"] {
      case .string(DocumentSchema.snapshot.rawValue)?:
        found += violations(of: try ObservedState(json: json))
      case .string(DocumentSchema.memory.rawValue)?:
        let memory = try Memory(json: json)
        if try Memory(json: memory.json) != memory { found.append("a memory is read as another") }
        for bootID in [memory.bootID, "another"] { found += AgentLife.violations(memory: memory, bootID: bootID) }
      case .string(DocumentSchema.ledger.rawValue)?:
        let ledger = try Ledger(json: json)
        if try Ledger(json: ledger.json) != ledger { found.append("a ledger is read as another") }
        found += AgentLife.violations(ledger: ledger)
      case .string(DocumentSchema.outage.rawValue)?:
        found += try violations(of: try OutageRecord(json: json))
      default: break
      }
    } catch {
      found += violations(of: error, in: bytes)
    }
    return found
  }

  /// What does not hold of a value that was read.
  package static func violations(of json: JSON) -> [String] {
    var found: [String] = []
    if depth(json) > JSON.depthLimit { found.append("arrays and objects stand \(depth(json)) deep in one another") }
    for layout in [JSON.Layout.compact, .pretty] {
      // What is written may be longer than what was read: control characters are escaped.
      if (try? JSON(parsing: json.bytes(layout), sizeLimit: 1 << 24)) != json {
        found.append("a written document is read as another")
      }
      if json.bytes(layout).contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\n") || $0 == 0x7f }) {
        found.append("a written document holds control characters")
      }
    }
    return found
  }

  private static func depth(_ json: JSON) -> Int {
    switch json {
    case .array(let elements): 1 + (elements.map { depth($0) }.max() ?? 0)
    case .object(let members): 1 + (members.map { depth($0.value) }.max() ?? 0)
    default: 0
    }
  }

  /// What does not hold of what is told about bytes that are no document.
  package static func violations(of error: JSONError, in bytes: [UInt8]) -> [String] {
    var found = ShownText.violations(error.description, "an error")
    if error.description.utf8.count > 2000 { found.append("an error quotes too much") }
    if case .text(let line, let column) = error.location {
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      if !(1...lines.count).contains(line) || !(1...(lines[line - 1].count + 1)).contains(column) {
        found.append("an error lies outside the text, at \(line):\(column)")
      }
    }
    return found
  }

  /// What does not hold of a machine, and of what is planned for it.
  package static func violations(of machine: ObservedState) -> [String] {
    var found: [String] = []
    if (try? ObservedState(json: machine.json)) != machine { found.append("a snapshot is read as another") }
    for radio in AgentLife.desired.radios {
      let drift = Drift(of: radio.id, from: machine, to: AgentLife.desired, ledger: Ledger(), paths: Paths())
      let plan = Plan(for: drift)
      found += violations(of: Plan.json([plan]))
      // Unknown is not absent: what nobody could see is neither made nor taken away.
      if case .unknown = machine.interfaces {
        for step in plan.steps {
          switch step.action {
          case .addInterface, .removeInterface: found.append("\(step.action.name) without a sight of any interface")
          default: break
          }
        }
      }
    }
    return found + AgentLife.violations(observed: machine)
  }

  /// What does not hold of an outage on disk, also after more is told of it.
  package static func violations(of record: OutageRecord) throws(JSONError) -> [String] {
    var found: [String] = []
    if try OutageRecord(json: record.json) != record { found.append("an outage is read as another") }
    for time in [nil, WallTime(seconds: 1_793_000_000)] {
      var later = record
      for bootID in [record.outage.bootID, "another", "a third"] {
        var news = record.outage
        news.bootID = bootID
        later.add(news, at: .seconds(30), time: time)
      }
      if try OutageRecord(json: later.json) != later { found.append("an outage of three boots is read as another") }
      let history = History([History.Entry(later, folder: "000001-a"), History.Entry(record, folder: "000002-b")])
      found += violations(of: history.json)
    }
    return found
  }
}
