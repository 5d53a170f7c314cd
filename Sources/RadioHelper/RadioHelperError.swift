package import LinuxPlatform

/// Why a request to a radio's helper brought no answer that can be used.
package enum RadioHelperError: Error, Equatable, CustomStringConvertible {
  /// The helper answered that it could not.
  case failed(RadioFailure)
  /// No answer within the deadline; the helper goes on with the request.
  case late(operation: String, pid: Int32?)
  /// The request was never sent: until its deadline, or at once, an earlier one held the helper.
  case busy(operation: String, holding: String, pid: Int32?)
  /// The waiting task was cancelled.
  case cancelled(operation: String)
  /// The helper ended during the request; the next request starts a new one.
  case died(operation: String, ProcessExit)
  /// The helper could not be started, or its socket failed.
  case unreachable(operation: String, PlatformError)
  /// The helper's answer is of no known form.
  case malformed(operation: String)

  /// True where nothing is known about what was asked for, as opposed to a refusal that says something.
  package var isUnknown: Bool {
    if case .failed = self { false } else { true }
  }

  /// One sentence: what, why.
  package var description: String {
    switch self {
    case .failed(let failure): failure.description
    case .late(let operation, let pid):
      "cannot \(operation): no answer within the deadline; \(Self.name(pid)) is still at it"
    case .busy(let operation, let holding, let pid):
      "cannot \(operation): \(Self.name(pid)) is still trying to \(holding)"
    case .cancelled(let operation): "cannot \(operation): the request was cancelled"
    case .died(let operation, let exit): "cannot \(operation): the radio's helper ended (\(exit)); ask again"
    case .unreachable(let operation, let error): "cannot \(operation): \(error)"
    case .malformed(let operation): "cannot \(operation): the radio's helper answered in an unknown form"
    }
  }

  private static func name(_ pid: Int32?) -> String {
    pid.map { "the radio's helper (process \($0))" } ?? "the radio's helper"
  }
}
