/// What the installed hostapd said of a configuration file, with every value removed.
package struct ConfigurationVerdict: Hashable, Sendable {
  /// One complaint.
  package struct Complaint: Hashable, Sendable, CustomStringConvertible {
    /// The line of the file, from 1, or nil where the complaint is about the file as a whole.
    package var line: UInt32?
    /// The option of that line.
    package var option: String?
    /// hostapd's words up to the first value that they would quote.
    package var message: String

    package var description: String {
      var text = ""
      if let line { text += "line \(line): " }
      if let option { text += "\(option): " }
      return text + message
    }
  }

  /// Nothing to complain of, and hostapd accepted the file.
  package var isAccepted: Bool { complaints.isEmpty }
  package var complaints: [Complaint]

  /// Reads what hostapd printed about `file`, when it was started on that and then on a second file, `sentinel`, that
  /// does not exist.
  ///
  /// hostapd reads all files before it touches any interface, so the missing second one ends it before it has done
  /// anything; a complaint about the second is therefore how it says that the first is good.
  ///
  /// - Returns: nil where the output is not that of a hostapd that came as far as a decision.
  package init?(output: [UInt8], file: String, sentinel: String, text: ConfigurationText) {
    let lines = output.split(separator: .lineFeed).map { String(decoding: $0, as: UTF8.self) }
    let accepted = lines.contains("Failed to set up interface with \(sentinel)")
    let refused = lines.contains("Failed to set up interface with \(file)")
    guard accepted != refused else { return nil }
    complaints = []
    guard refused else { return }
    for line in lines {
      // The count, and everything after it, repeats what the complaints said.
      if line.hasSuffix(" errors found in configuration file '\(file)'") || line.hasPrefix("Failed to set up interface")
      {
        break
      }
      complaints.append(Self.complaint(line, text))
    }
    if complaints.isEmpty {
      complaints = [Complaint(line: nil, option: nil, message: "hostapd refused the file without a reason")]
    }
  }

  private static func complaint(_ line: String, _ text: ConfigurationText) -> Complaint {
    // Of ASCII alone: a quote or a value with a combining character behind it would be another character.
    let line = ConfigurationRefusal.legible(line, longest: .max)
    var message = line[...]
    var number: UInt32?
    if line.hasPrefix("Line "), let colon = line.firstIndex(of: ":") {
      number = UInt32(line[..<colon].dropFirst("Line ".count))
      if number != nil { message = line[line.index(after: colon)...].drop { $0 == " " } }
    }
    let option = text.lines.first { $0.number == number }?.option
    let name = option.map { ConfigurationRefusal.legible($0.name) }
    return Complaint(line: number, option: name, message: withoutValues(message, of: option, in: text))
  }

  /// hostapd quotes values, passphrases among them, in single quotes or after a colon; only an option's own name stays.
  private static func withoutValues(
    _ message: Substring, of option: ConfigurationOption?, in text: ConfigurationText
  ) -> String {
    let pieces = message.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    var shown = String(pieces.first ?? "")
    if pieces.count == 3, let option, pieces[1] == option.name, pieces[2].allSatisfy({ !$0.isLetter }) {
      shown += "'\(ConfigurationRefusal.legible(option.name))'"
    } else if pieces.count > 1 {
      shown += "(value withheld)"
    } else if let colon = shown.firstIndex(of: ":") {
      shown = shown[..<colon] + ": (value withheld)"
    }
    // What may still stand there unquoted: a value long enough to be a secret.
    let values = text.options.map { ConfigurationRefusal.legible($0.text, longest: .max) }
    for value in values where value.utf8.count >= shortestSecret && shown.contains(value) {
      shown = shown.split(separator: value, omittingEmptySubsequences: false).joined(separator: "(value withheld)")
    }
    return ConfigurationRefusal.legible(shown, longest: longestMessage)
  }

  /// hostapd's own words are shorter.
  private static let longestMessage = 300

  /// The shortest thing that hostapd takes as a key (WEP) has five characters.
  private static let shortestSecret = 5
}
