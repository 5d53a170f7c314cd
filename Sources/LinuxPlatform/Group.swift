import Glibc

/// A group of users, as the system's databases know it.
package enum Group {
  /// Whether a process with these credentials belongs to the group: by its primary group, or because the group's entry
  /// names its user. False where there is no such group or user.
  package static func contains(_ credentials: PeerCredentials, name: String) -> Bool {
    // Looked up on one thread only: the loop's.
    guard let group = getgrnam(name) else { return false }
    if group.pointee.gr_gid == credentials.gid { return true }
    var members: [String] = []
    var member = group.pointee.gr_mem
    while let text = member?.pointee {
      members.append(String(cString: text))
      member = member?.advanced(by: 1)
    }
    guard let user = getpwuid(credentials.uid) else { return false }
    return members.contains(String(cString: user.pointee.pw_name))
  }
}
