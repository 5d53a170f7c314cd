/// A strict reader of Prometheus' text format, version 0.0.4: what it refuses, a collector may refuse.
struct Exposition {
  struct Family: Equatable {
    var help: String
    var kind: String
    /// The values as they stand, by the labels as they stand.
    var series: [[String: String]: String] = [:]
  }

  struct Fault: Error, CustomStringConvertible {
    var line: Int
    var description: String
  }

  private(set) var families: [String: Family] = [:]
  /// In the order of the text.
  private(set) var names: [String] = []

  init(_ text: String) throws {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.popLast() == "" else { throw Fault(line: lines.count, description: "the last line has no end") }
    var help: (name: String, text: String)?
    for (index, line) in lines.enumerated() {
      func fault(_ text: String) -> Fault { Fault(line: index + 1, description: "\(text): \(line)") }
      let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
      if line.hasPrefix("# HELP ") {
        guard help == nil, words.count == 4, Self.isName(words[2]), !words[3].isEmpty, families[words[2]] == nil else {
          throw fault("HELP without a name, without a text, or twice")
        }
        help = (words[2], words[3])
      } else if line.hasPrefix("# TYPE ") {
        guard words.count == 4, let told = help, told.name == words[2], ["counter", "gauge"].contains(words[3]) else {
          throw fault("TYPE of another metric than the HELP before it")
        }
        guard (words[3] == "counter") == words[2].hasSuffix("_total") else { throw fault("_total is for counters") }
        families[words[2]] = Family(help: told.text, kind: words[3])
        names.append(words[2])
        help = nil
      } else {
        guard help == nil else { throw fault("a HELP without TYPE before") }
        let (name, labels, value) = try Self.sample(line, fault)
        guard name == names.last else { throw fault("not below its own TYPE") }
        guard families[name]?.series.updateValue(value, forKey: labels) == nil else { throw fault("a series twice") }
        guard families[name]?.series.keys.allSatisfy({ Set($0.keys) == Set(labels.keys) }) == true else {
          throw fault("other labels than the series before")
        }
      }
    }
    for (name, family) in families where family.series.isEmpty {
      throw Fault(line: 0, description: "\(name) has no series")
    }
  }

  private static func sample(
    _ line: String, _ fault: (String) -> Fault
  ) throws -> (String, [String: String], String) {
    var rest = Substring(line)
    let name = String(rest.prefix { $0 != "{" && $0 != " " })
    rest = rest.dropFirst(name.count)
    guard isName(name) else { throw fault("no name") }
    var labels: [String: String] = [:]
    if rest.first == "{" {
      repeat {
        rest = rest.dropFirst()
        let label = String(rest.prefix { $0 != "=" })
        rest = rest.dropFirst(label.count)
        guard isName(label), !label.contains(":"), !label.hasPrefix("__"), rest.hasPrefix("=\"") else {
          throw fault("no label")
        }
        rest = rest.dropFirst(2)
        var value = ""
        while let character = rest.popFirst(), character != "\"" {
          guard character == "\\" else {
            value.append(character)
            continue
          }
          switch rest.popFirst() {
          case "\\"?: value += "\\"
          case "\""?: value += "\""
          case "n"?: value += "\n"
          default: throw fault("an escape that there is not")
          }
        }
        guard labels.updateValue(value, forKey: label) == nil else { throw fault("a label twice") }
      } while rest.first == ","
      guard rest.popFirst() == "}" else { throw fault("the labels do not end") }
    }
    guard rest.popFirst() == " " else { throw fault("no value") }
    let value = String(rest)
    guard value == "NaN" || (Double(value) != nil && value.allSatisfy { "0123456789.-".contains($0) }) else {
      throw fault("the value is no number")
    }
    return (name, labels, value)
  }

  private static func isName(_ text: String) -> Bool {
    let isStart = text.first.map { !$0.isNumber } ?? false
    return isStart
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"):
          true
        default: false
        }
      }
  }
}
