import ArgumentParser
import Glibc
import LinuxPlatform
import WiFiDaemon
import WiFiModel

/// `wifi-ap history`: what was seen, decided and done in each outage.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Tell each outage: what was seen, decided and done, and how long it took.",
    discussion: """
      The daemon tells everybody; without it, root reads the folders below /var/lib/wifi-ap/incidents. The last twenty \
      outages are kept.
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: ArgumentHelp("Only outages of this radio.", valueName: "radio")) var radio: String?
  @Option(help: ArgumentHelp("Only the last so many.", valueName: "number")) var last: UInt16?
  @Option(help: "How to print.") var format = Format.text

  func run() throws {
    let paths = Paths(root: common.root)
    var chosen: RadioID?
    if let radio {
      do throws(InvalidValue) { chosen = try RadioID(radio) } catch {
        throw Console.fail("\(error.problem); \(error.hint)", code: 64)
      }
    }
    let history = try Self.history(paths).selecting(chosen, last: last.map { Int($0) })
    switch format {
    case .json: Console.out(history.json.text(.pretty))
    case .text:
      Console.out(
        HistoryText(Palette(isOn: Console.isColoured(STDOUT_FILENO)), parent: paths.incidents).render(history))
    }
  }

  /// From the daemon, or from the folders where none answers.
  private static func history(_ paths: Paths) throws -> History {
    let client = DaemonClient(paths: paths)
    do throws(DaemonClient.Failure) {
      var outages: [History.Entry] = []
      var before: JSON = .null
      repeat {
        let reply = try client.ask("history", [JSON.Member("before", before)])
        outages = reply["outages"].elements.compactMap { entry($0) } + outages
        before = reply["before"] ?? .null
      } while before != .null
      return History(outages)
    } catch .absent {
      do throws(PlatformError) { return try IncidentFolders(paths: paths).history() } catch {
        throw Console.fail(error)
      }
    } catch {
      throw StatusCommand.end(error, client)
    }
  }

  private static func entry(_ json: JSON) -> History.Entry? {
    guard let record = json["record"].flatMap({ try? OutageRecord(json: $0) }),
      let folder = Optional(json)?["folder"].text
    else { return nil }
    return History.Entry(record, folder: folder)
  }
}

/// Outages as a person reads them: each a timeline.
struct HistoryText {
  private let palette: Palette
  /// Where the folders of the outages are.
  private let parent: String

  init(_ palette: Palette, parent: String) {
    self.palette = palette
    self.parent = parent
  }

  func render(_ history: History) -> String {
    guard !history.outages.isEmpty else { return "No outage is on record.\n" }
    let count = history.outages.count
    let open = count - history.ended
    return history.outages.map { render($0) + "\n" }.joined()
      + palette.bold("\(count) outage\(count == 1 ? "" : "s")") + ", off the air for \(history.offAir) in all"
      + (open > 0 ? "; \(open) not seen to end" : "")
      + (history.driverLevel > 0 ? "; \(history.driverLevel) took the driver off its card" : "") + "\n"
  }

  private func render(_ entry: History.Entry) -> String {
    let outage = entry.record.outage
    let time = entry.record.beganAt.map { ", \($0)" } ?? ""
    var text =
      palette.bold("outage \(outage.number)")
      + "  radio \(outage.radio), fault of \(outage.fault.kind.rawValue)\(time)\n"
    let names = outage.accessPoints.map(\.text).joined(separator: ", ")
    let off = entry.record.offAir.map { palette.green("off the air for \($0)") } ?? palette.red("not seen to end")
    text += "    \(off)" + (names.isEmpty ? "" : ": \(names)") + "\n"
    if !outage.rungs.isEmpty { text += "    remedies: \(outage.rungs.map(\.rawValue).joined(separator: ", "))\n" }
    for event in outage.entries {
      let after = Self.seconds(event.at - outage.began)
      let word = Self.word(event.kind)
      text += "  " + String(repeating: " ", count: max(0, 9 - after.count)) + after + "  "
      text +=
        colour(event.kind, word) + String(repeating: " ", count: 8 - word.count)
        + event.message.replacingControlCharacters + "\n"
    }
    return text + palette.dim("    \(parent)/\(entry.folder.replacingControlCharacters)") + "\n"
  }

  /// Seconds to a tenth, however long: what came after what matters more than the clock.
  static func seconds(_ span: Uptime.Span) -> String {
    let tenths = span.nanoseconds / 100_000_000
    return "\(tenths / 10).\(abs(tenths % 10)) s"
  }

  static func word(_ kind: HistoryEntry.Kind) -> String {
    switch kind {
    case .evidence: "seen"
    case .decision: "decided"
    case .step: "done"
    case .spec: "spec"
    case .condition: "state"
    }
  }

  private func colour(_ kind: HistoryEntry.Kind, _ word: String) -> String {
    switch kind {
    case .evidence: palette.red(word)
    case .decision: palette.yellow(word)
    case .step, .spec, .condition: word
    }
  }
}
