/// A loaded kernel module: a line of /proc/modules.
package struct KernelModule: Equatable, Sendable {
  /// Where a module stands between insertion and removal.
  package enum State: String, Sendable {
    case live = "Live"
    case loading = "Loading"
    case unloading = "Unloading"
  }

  /// The name, with underscores as the kernel writes it.
  package let name: String

  /// The number of its users, negative while it is being removed; nil where the kernel cannot unload modules.
  package let references: Int32?

  /// The modules that use it, sorted.
  package let holders: [String]

  /// Where it stands.
  package let state: State

  /// Reads a line such as `cfg80211 1130496 2 mac80211,mwifiex, Live 0x0000000000000000`.
  package init?(line: Substring) {
    let fields = line.split(separator: " ")
    guard fields.count >= 5, let state = State(rawValue: String(fields[4])) else { return nil }
    guard fields[2] == "-" || Int32(fields[2]) != nil else { return nil }
    name = String(fields[0])
    references = Int32(fields[2])
    // [permanent] stands among the holders of a module that cannot be removed.
    holders = fields[3].split(separator: ",").map(String.init).filter { $0 != "-" && !$0.hasPrefix("[") }.sorted()
    self.state = state
  }
}
