import Glibc
import LinuxPlatform
import SystemPackage

/// `import-corpus FOLDER [-v]`: imports each labelled configuration of a folder, and compares what hostapd makes of the
/// original with what it makes of the spec. The exit code is 0 when nothing is wrong.
@main enum Program {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let folders = arguments.filter { $0 != "-v" }
    guard folders.count == 1, let folder = folders.first, let own = realpath("/proc/self/exe", nil) else {
      write("usage: import-corpus FOLDER [-v], with a labels.json in the folder\n", to: STDERR_FILENO)
      exit(64)
    }
    defer { free(own) }
    let program = FilePath(platformString: own).removingLastComponent().appending("wifi-ap")
    let labels: [Label]
    do { labels = try Label.read(FilePath(folder)) } catch {
      write("import-corpus: \(error)\n", to: STDERR_FILENO)
      exit(65)
    }
    let isVerbose = arguments.contains("-v")
    let loop = try EventLoop()
    let served = Served(on: loop)
    loop.start {
      var wrong = 0
      var differences = 0
      for label in labels {
        var trial = Trial(label, in: FilePath(folder))
        await trial.run(with: program, asking: served)
        wrong += trial.isRight ? 0 : 1
        differences += trial.differences.count
        write(row(trial), to: STDOUT_FILENO)
        if isVerbose || !trial.isRight { write(details(trial), to: STDOUT_FILENO) }
      }
      write(
        "\(labels.count) configurations: \(labels.count - wrong) right, \(wrong) wrong; "
          + "\(differences) differences between original and import, each named by the import unless it is wrong\n",
        to: STDOUT_FILENO)
      loop.stop(wrong == 0 && !labels.isEmpty ? 0 : 1)
    }
    exit(try loop.run())
  }

  private static func row(_ trial: Trial) -> String {
    let cells = [
      padded(trial.isRight ? "right" : "WRONG", 6), padded(trial.label.expected, 12), padded(trial.verdict, 12),
      padded("\(trial.differences.count)", 4), trial.label.file,
    ]
    return cells.joined(separator: " ") + "\n"
  }

  private static func details(_ trial: Trial) -> String {
    trial.faults.map { "         fault: \($0)\n" }.joined()
      + trial.differences.map { difference in
        "         \(difference.place): \(difference.option): '\(difference.original)' -> '\(difference.imported)': "
          + "\(difference.justification ?? "NOT NAMED")\n"
      }.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func write(_ text: String, to descriptor: Int32) {
    _ = try? FileDescriptor(rawValue: descriptor).writeAll(text.utf8)
  }
}
