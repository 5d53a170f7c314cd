package import SystemPackage

/// Why a netlink request failed: what was asked, the kernel's number for it, and its sentence where it gave one.
package struct NetlinkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is, for callers that act differently on each.
  package enum Kind: UInt8, Sendable, CaseIterable {
    /// The kernel answered with an error, or a system call on the socket failed.
    case refused
    /// The kernel changed the list during every reading of it: the answer is unknown.
    case interrupted
    /// The kernel's generic netlink has no family of that name: the module that offers it is not loaded.
    case familyAbsent
    /// An answer could not be understood, or lacked what it must have.
    case malformed
  }

  /// What kind of failure it is.
  package let kind: Kind
  /// The request, as words that follow "cannot": "add interface uap0 to wiphy 0".
  package let operation: String
  /// The error number; for kinds other than `refused`, the closest one.
  package let code: Errno
  /// The kernel's own sentence (extended acknowledgement), where it gave one.
  package let kernelMessage: String?

  /// Makes an error from its parts.
  package init(kind: Kind, operation: String, code: Errno, kernelMessage: String? = nil) {
    self.kind = kind
    self.operation = operation
    self.code = code
    self.kernelMessage = kernelMessage
  }

  static func refused(_ operation: String, _ code: Errno, _ message: String? = nil) -> NetlinkError {
    NetlinkError(kind: .refused, operation: operation, code: code, kernelMessage: message)
  }

  static func malformed(_ operation: String) -> NetlinkError {
    NetlinkError(kind: .malformed, operation: operation, code: .badMessage)
  }

  /// One sentence: what, why, and what to do where there is something to do.
  package var description: String {
    switch kind {
    case .refused:
      let detail = kernelMessage.map { " (kernel: \($0))" } ?? ""
      let advice = code == .notPermitted || code == .permissionDenied ? "; run as root or with CAP_NET_ADMIN" : ""
      return "cannot \(operation): \(code)\(detail)\(advice)"
    case .interrupted:
      return "cannot \(operation): the list kept changing in the kernel while it was read; ask again later"
    case .familyAbsent:
      return "cannot \(operation): the kernel has no nl80211; load the radio's driver or cfg80211 first"
    case .malformed:
      return "cannot \(operation): the kernel's answer could not be understood"
    }
  }
}
