import Glibc
import LinuxPlatform
import SystemPackage
import WiFiModel
import WiFiReconcile
import WiFiSpec

/// Scores `wifi-ap doctor` on a folder of labelled logs: `log-corpus FOLDER [-v]`.
@main enum Program {
  /// Of a hundred verdicts at least so many must be right.
  static let least = 95

  static func main() {
    do {
      let arguments = CommandLine.arguments.dropFirst()
      guard let folder = arguments.first else { throw Unreadable("usage: log-corpus FOLDER [-v]") }
      let trials = try Label.read(FilePath(folder)).map { try Trial($0, in: FilePath(folder)) }
      let score = Score(trials)
      out(score.text(isVerbose: arguments.contains("-v")))
      exit(score.isShort ? 1 : 0)
    } catch {
      out("log-corpus: \(error)\n")
      exit(66)
    }
  }

  private static func out(_ text: String) { _ = text.withCString { write(STDOUT_FILENO, $0, strlen($0)) } }
}

/// Why a folder cannot be scored.
struct Unreadable: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

/// What somebody says of a log: a row of `labels.json`, which may have further keys for people.
struct Label {
  /// Relative to the folder.
  var file: String
  var verdict: Diagnosis.Verdict
  /// What a reader could say as well.
  var others: [Diagnosis.Verdict]
  /// Nil where there is no fault.
  var firstFaultLine: Int?

  /// - Throws: where the folder has no labels, or one lacks its file or verdict.
  static func read(_ folder: FilePath) throws -> [Label] {
    let bytes = try SmallFile(reading: folder.appending("labels.json"), limit: 1 << 24, followLinks: true).bytes
    guard case .array(let rows) = try JSON(parsing: bytes), !rows.isEmpty else {
      throw Unreadable("labels.json is not a list of labels")
    }
    return try rows.map { row in
      guard case .string(let file)? = row["file"], case .string(let word)? = row["verdict"],
        let verdict = Diagnosis.Verdict(rawValue: word)
      else { throw Unreadable("a row of labels.json has no 'file', or no 'verdict' that is known") }
      var label = Label(file: file, verdict: verdict, others: [])
      if case .array(let words)? = row["also_ok"] {
        label.others = words.compactMap {
          if case .string(let word) = $0 { Diagnosis.Verdict(rawValue: word) } else { nil }
        }
      }
      if case .integer(let line)? = row["first_fault_line"] { label.firstFaultLine = Int(line) }
      return label
    }
  }
}

/// A log with its label, and what is said of it.
struct Trial {
  var label: Label
  var diagnosis: Diagnosis

  init(_ label: Label, in folder: FilePath) throws {
    self.label = label
    let path = FilePath(folder.string + "/" + label.file)
    let bytes = try SmallFile(reading: path, limit: 1 << 24, followLinks: true).bytes
    diagnosis = Diagnosis(of: String(decoding: bytes, as: UTF8.self), catalogue: .builtIn)
  }

  var isRight: Bool { diagnosis.verdict == label.verdict || label.others.contains(diagnosis.verdict) }
  /// The first fault's line as it is told.
  var line: Int? { diagnosis.findings.first?.word.line }
  var isLineRight: Bool { line == label.firstFaultLine }
  /// A log without a fault is told to have one.
  var isFalseAlarm: Bool { label.verdict == .healthy && !isRight }
}

/// The table over all trials.
struct Score {
  var trials: [Trial]

  init(_ trials: [Trial]) { self.trials = trials }

  var isShort: Bool {
    trials.count(where: \.isRight) * 100 < trials.count * Program.least || trials.contains(where: \.isFalseAlarm)
  }

  func text(isVerbose: Bool) -> String {
    var text = ""
    for trial in trials where isVerbose || !trial.isRight || !trial.isLineRight {
      let lines = "line \(trial.line.map(String.init) ?? "none")"
      let wanted = "line \(trial.label.firstFaultLine.map(String.init) ?? "none")"
      text += "\(trial.isRight ? trial.isLineRight ? "right" : "line " : "WRONG") \(trial.label.file): "
      text += "\(trial.diagnosis.verdict.rawValue), \(lines)"
      if !trial.isRight || !trial.isLineRight { text += "; labelled \(trial.label.verdict.rawValue), \(wanted)" }
      text += trial.diagnosis.findings.first.map { " (\($0.word.signature.name))\n" } ?? "\n"
    }
    let faults = trials.filter { $0.label.firstFaultLine != nil && $0.diagnosis.verdict != .healthy }
    text += "\nlabelled       told\n" + pad("", 15)
    let verdicts = Diagnosis.Verdict.allCases
    text += verdicts.map { right($0.rawValue, 14) }.joined() + "\n"
    for row in verdicts {
      text += pad(row.rawValue, 15)
      for column in verdicts {
        let count = trials.count { $0.label.verdict == row && $0.diagnosis.verdict == column }
        text += right(count == 0 ? "." : "\(count)", 14)
      }
      text += "\n"
    }
    text += "\nverdicts       \(share(trials.count(where: \.isRight), trials.count))\n"
    text += "first lines    \(share(faults.count(where: \.isLineRight), faults.count))\n"
    text += "false alarms   \(trials.count(where: \.isFalseAlarm))\n"
    return text
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    "\(part) of \(whole)" + (whole == 0 ? "" : " (\(part * 100 / whole) %)")
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.utf8.count)) + text
  }
}
