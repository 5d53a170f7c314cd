import ArgumentParser
import Glibc
import LinuxPlatform
import SystemPackage
import WiFiModel
import WiFiReconcile
import WiFiSpec

/// `wifi-ap doctor`: what a log, or this machine, says of the health of a Wi-Fi card.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what is wrong with a Wi-Fi card, and what to do about it.",
    discussion: """
      It reads the kernel log, of this machine or in the form in which somebody has pasted it: dmesg, journalctl, syslog, \
      logread, quoted in a mail, among other text. The first fault is told apart from what only follows from it.

      Exit codes: 0 healthy, 1 a fault was found, 65 the log cannot be read, 77 no permission.
      """)

  @OptionGroup var common: CommonOptions
  @Option(
    help: ArgumentHelp("Read this log instead of this machine; - is standard input.", valueName: "file"))
  var kernelLog: String?
  @Option(help: "How to print.") var format: Format = .text

  func run() throws {
    guard let kernelLog else { return try runLive() }
    let text = String(decoding: try Self.bytes(kernelLog), as: UTF8.self)
    let diagnosis = Diagnosis(of: text, catalogue: common.catalogue)
    let isFault = diagnosis.verdict != .healthy
    let spec = isFault ? PastedConfiguration(in: text, driver: diagnosis.driver).spec : nil
    try show(diagnosis, spec: spec)
  }

  /// Prints it, and ends with 1 where a fault was found.
  func show(_ diagnosis: Diagnosis, spec: String?, remarks: [String] = []) throws {
    switch format {
    case .json:
      var advice = diagnosis.advice
      if let spec { advice.append("declare it, and let wifi-apd keep it; in /etc/wifi-ap.d/ap.yaml:\n\(spec)") }
      Console.out(diagnosis.json(advice: advice + remarks).text(.pretty))
    case .text:
      let text = DiagnosisText(Palette(isOn: Console.isColoured(STDOUT_FILENO)))
      Console.out(text.render(diagnosis, spec: spec, remarks: remarks))
    }
    if diagnosis.verdict != .healthy { throw ExitCode(1) }
  }

  /// The most bytes that a log may have.
  private static let limit = 1 << 24

  private static func bytes(_ file: String) throws -> [UInt8] {
    if file == "-" {
      var bytes: [UInt8] = []
      var part = [UInt8](repeating: 0, count: 65536)
      while bytes.count <= limit {
        let count = (try? part.withUnsafeMutableBytes { try FileDescriptor.standardInput.read(into: $0) }) ?? 0
        guard count > 0 else { return bytes }
        bytes += part[..<count]
      }
      throw Console.fail("standard input has more than \(limit) bytes; give the part around the fault", code: 65)
    }
    do throws(PlatformError) {
      return try SmallFile(reading: FilePath(file), limit: limit, followLinks: true).bytes
    } catch {
      throw Console.fail("\(error)", code: error.code == .permissionDenied ? 77 : 65)
    }
  }
}

/// A diagnosis as a person reads it.
struct DiagnosisText {
  private let palette: Palette
  private static let width = 80

  init(_ palette: Palette) { self.palette = palette }

  func render(_ diagnosis: Diagnosis, spec: String?, remarks: [String]) -> String {
    let word = diagnosis.verdict.rawValue
    let verdict =
      switch diagnosis.verdict {
      case .healthy: palette.green(word)
      case .transient, .recovered: palette.yellow(word)
      case .configuration, .recovering, .wedged: palette.red(word)
      }
    var text = lines(diagnosis.summary, first: "\(word): ", next: "  ", shown: "\(palette.bold(verdict)): ")
    if !diagnosis.findings.isEmpty { text += "\n" + story(diagnosis) }
    if !diagnosis.advice.isEmpty || spec != nil { text += "\n" + palette.bold("What to do") + "\n" }
    for advice in diagnosis.advice { text += lines(advice, first: "- ", next: "  ") }
    if let spec {
      text += lines(
        "declare it, and let wifi-apd keep it; the passphrase goes into the file that is named, not into the spec:",
        first: "- ", next: "  ")
      text += "\n" + spec.split(separator: "\n").map { "    \($0)\n" }.joined()
    }
    if !remarks.isEmpty { text += "\n" }
    for remark in remarks { text += lines(remark, first: "", next: "  ") }
    return text
  }

  /// The faults in order, and behind each what only follows from it.
  private func story(_ diagnosis: Diagnosis) -> String {
    var text = palette.bold("What happened") + "\n"
    var consequences: [Diagnosis.Finding] = []
    for (position, finding) in diagnosis.findings.enumerated() {
      if finding.isConsequence {
        consequences.append(finding)
        continue
      }
      let place = "line \(finding.word.line): "
      let how = position == 0 ? "" : "then: "
      text += lines(how + finding.word.signature.meaning + times(finding), first: place, next: "  ")
      text += "  \(palette.dim(finding.word.text))\n"
    }
    if let healed = diagnosis.healedAt { text += "line \(healed): The firmware works again.\n" }
    guard !consequences.isEmpty else { return text }
    text += "\n" + palette.bold("What only follows from that") + "\n"
    for finding in consequences {
      text += lines(
        finding.word.signature.meaning + times(finding), first: "line \(finding.word.line): ", next: "  ")
    }
    return text
  }

  private func times(_ finding: Diagnosis.Finding) -> String { finding.count > 1 ? " (\(finding.count) times)" : "" }

  private func lines(_ text: String, first: String, next: String, shown: String? = nil) -> String {
    var result = shown ?? first
    var column = first.count
    var isFirst = true
    for word in text.split(separator: " ") {
      if !isFirst, column + 1 + word.count > Self.width {
        result += "\n" + next
        column = next.count
        isFirst = true
      }
      result += isFirst ? word[...] : " " + word
      column += word.count + (isFirst ? 0 : 1)
      isFirst = false
    }
    return result + "\n"
  }
}
