package import SystemPackage

/// A system call that failed: what was tried, on what, and the kernel's reason.
package struct PlatformError: Error, Equatable, CustomStringConvertible {
  /// What was tried, as it follows "cannot": "open", "bind the socket".
  package let operation: String

  /// The path, process or descriptor it was tried on; empty where there is none.
  package let subject: String

  /// The kernel's reason.
  package let code: Errno

  /// What the operator can do about it; nil where nothing general can be said.
  package let advice: String?

  package init(_ operation: String, on subject: String = "", _ code: Errno, advice: String? = nil) {
    self.operation = operation
    self.subject = subject
    self.code = code
    self.advice = advice
  }

  /// True when the thing is not there, as opposed to there and refused.
  package var isAbsent: Bool {
    let reasons: [Errno] = [
      .noSuchFileOrDirectory, .notDirectory, .noSuchAddressOrDevice, .operationNotSupportedByDevice, .noSuchProcess,
    ]
    return reasons.contains(code)
  }

  package var description: String {
    let place = subject.isEmpty ? "" : " \(subject)"
    let cure = advice.map { "; \($0)" } ?? ""
    return "cannot \(operation)\(place): \(code)\(cure)"
  }
}
