import Systemd
import WiFiModel

extension Status {
  /// A sentence for the log.
  struct Change {
    var level: Journal.Level
    var message: String
  }

  /// What somebody who reads the log wants to know of the way from one status to the next: which access point serves
  /// clients now, which does so no more, and what nothing more is done about.
  func changes(since old: Status) -> [Change] {
    accessPoints.flatMap { accessPoint in
      let before = old.accessPoints.first { $0.name == accessPoint.name }
      return [readiness(of: accessPoint, before), stall(of: accessPoint, before)].compactMap { $0 }
    }
  }

  private func readiness(of new: AccessPointStatus, _ old: AccessPointStatus?) -> Change? {
    guard let ready = new.condition(.ready) else { return nil }
    let isReady = ready.truth == .yes
    guard isReady != (old?.condition(.ready)?.truth == .yes) else { return nil }
    return isReady
      ? Change(level: .notice, message: "\(new.name) is ready: \(ready.message)")
      : Change(level: .warning, message: "\(new.name) is not ready: \(ready.message)")
  }

  private func stall(of new: AccessPointStatus, _ old: AccessPointStatus?) -> Change? {
    guard let stalled = new.condition(.stalled), stalled.truth == .yes else { return nil }
    let before = old?.condition(.stalled)
    guard before?.truth != .yes || before?.reason != stalled.reason else { return nil }
    return Change(level: .notice, message: "\(new.name) waits: \(stalled.message)")
  }
}

extension AccessPointStatus {
  fileprivate func condition(_ kind: Condition.Kind) -> Condition? { conditions.first { $0.kind == kind } }
}
