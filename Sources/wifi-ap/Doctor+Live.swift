import LinuxPlatform
import SystemPackage
import WiFiDaemon
import WiFiModel
import WiFiReconcile
import WiFiSpec

/// This machine as the patient: its kernel log, its radios as the agent sees them, and the agent's word.
extension Doctor {
  func runLive() throws {
    var remarks: [String] = []
    var diagnosis = Diagnosis(try records(&remarks))
    let reading = SpecReader.validate([], root: FilePath(common.root.isEmpty ? "/" : common.root))
    do {
      let desired = reading.desired ?? DesiredState()
      let seen = try Survey.take(desired, paths: Paths(root: common.root), isWhole: false).observed
      for radio in seen.radios {
        remarks.append(Self.sentence(on: radio))
        if radio.firmware == .silent { diagnosis.noteSilence(of: desired.radio(radio.id)?.driver) }
      }
      if reading.desired == nil { remarks.append("there is no valid spec, so no radio was looked at") }
    } catch {
      remarks.append("the radios were not seen: \(error)")
    }
    remarks += agentsWord()
    try show(diagnosis, spec: nil, remarks: remarks)
  }

  /// What is known in the kernel log of the present life of the radios: what is older than their interfaces is history.
  private func records(_ remarks: inout [String]) throws -> [LogHearing.Word] {
    var lines: [LogLine] = []
    do throws(PlatformError) {
      let log = try KernelLog(from: .oldest, path: FilePath(common.root + "/dev/kmsg"))
      while true {
        let items = try log.read()
        if items.isEmpty { break }
        for case .record(let record) in items where record.isFromKernel {
          lines.append(
            LogLine(
              number: lines.count + 1, speaker: .kernel, text: String(decoding: record.text, as: UTF8.self),
              milliseconds: Int64(record.microseconds / 1000), isMarked: true))
        }
      }
    } catch {
      guard [.permissionDenied, .notPermitted].contains(error.code) else { throw Console.fail(error) }
      throw Console.fail("\(error); only root may read it, try: sudo wifi-ap doctor", code: 77)
    }
    let hearing = LogHearing(lines, common.catalogue)
    let present: [LogHearing.Word]
    if let birth = birth() {
      present = hearing.words.filter { ($0.milliseconds ?? .max) >= birth }
    } else if let lives = hearing.ofPresentLives {
      present = lives
    } else {
      remarks.append("nothing tells how old the radios are, so the whole kernel log counts; lines are its records")
      return hearing.words
    }
    func faults(_ words: [LogHearing.Word]) -> Int { words.count { $0.signature.kind != .benign } }
    let old = faults(hearing.words) - faults(present)
    if old > 0 { remarks.append("\(old) older records are from before the present radio, and do not count") }
    return present
  }

  /// When the oldest of the wireless interfaces came, in milliseconds of the machine's uptime, as udev noted it.
  private func birth() -> Int64? {
    let sysfs = Sysfs(root: FilePath(common.root.isEmpty ? "/" : common.root))
    let names = (try? sysfs.entries("class/net")) ?? []
    let births = names.compactMap { name -> Int64? in
      guard sysfs.exists("class/net/\(name)/phy80211"), let index = try? sysfs.attribute("class/net/\(name)/ifindex"),
        let record = try? SmallFile(reading: FilePath("\(common.root)/run/udev/data/n\(index)"), limit: 65536).bytes
      else { return nil }
      let lines = String(decoding: record, as: UTF8.self).split(separator: "\n")
      return lines.first { $0.hasPrefix("I:") }.flatMap { Int64($0.dropFirst(2)) }.map { $0 / 1000 }
    }
    return births.min()
  }

  private static func sentence(on radio: ObservedRadio) -> String {
    let name = "radio \(radio.id.text)"
    switch (radio.device, radio.phy) {
    case (.unknown(let why), _), (_, .unknown(let why)): return "\(name): not seen: \(why)"
    case (.known(nil), _): return "\(name): there is no such card"
    case (.known, .known(nil)): return "\(name): its driver has the card, and made no radio of it"
    case (.known(let device?), .known(.some)):
      switch radio.firmware {
      case .silent: return "\(name) at \(device.path): its firmware does not answer"
      case .late: return "\(name) at \(device.path): the kernel has not answered"
      case .answered: return "\(name) at \(device.path): its firmware answers"
      case .notAsked: return "\(name) at \(device.path): there; its firmware was not asked"
      }
    }
  }

  /// What the agent says, where it runs.
  private func agentsWord() -> [String] {
    guard let document = try? DaemonClient(paths: Paths(root: common.root)).ask("status") else {
      return ["the agent does not run"]
    }
    let view = StatusView(document)
    return (view.radios + view.accessPoints).compactMap { object in
      let kind =
        object["conditions"].elements.contains { $0["type"].text == "FirmwareHealthy" } ? "FirmwareHealthy" : "Ready"
      guard let name = object["name"].text, let condition = StatusView.condition(kind, in: object) else { return nil }
      return "the agent on \(name): \(kind) \(condition["status"].text ?? ""), \(condition["message"].text ?? "")"
    }
  }
}
