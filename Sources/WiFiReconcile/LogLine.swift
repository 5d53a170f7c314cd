/// A line of a log that somebody has pasted, without what journals, syslogs, mails and terminals wrote around it.
package struct LogLine: Hashable, Sendable {
  /// Where it stands in the paste, from 1.
  package var number: Int
  /// Who said it.
  package var speaker: Speaker
  /// What was said.
  package var text: String
  /// When, on whatever clock the log has, in milliseconds.
  package var milliseconds: Int64?
  /// Whether something before the text marks it as the beginning of a line: a time, a program's name.
  package var isMarked: Bool

  package init(number: Int, speaker: Speaker, text: String, milliseconds: Int64?, isMarked: Bool) {
    self.number = number
    self.speaker = speaker
    self.text = text
    self.milliseconds = milliseconds
    self.isMarked = isMarked
  }

  package enum Speaker: Hashable, Sendable {
    case kernel
    case program(String)
    /// Nothing says it: a line without a date, prose, a configuration file.
    case unknown
  }
}

extension LogLine {
  /// The lines of a paste; two that a console wrote into one line have the same number.
  package static func lines(of text: String) -> [LogLine] {
    var lines: [LogLine] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      for part in LogDecoration.parts(of: LogDecoration.withoutQuotation(String(line))) {
        lines.append(LogDecoration(part).line(number: index + 1))
      }
    }
    return lines
  }
}
