extension ObservedState {
  /// The whole machine from looks at its radios; the time is the earliest look's. What one look could not see, another
  /// may have seen; nothing seen is lost.
  package init(merging states: [ObservedState]) {
    self.init(
      at: states.map(\.at).min() ?? Uptime(nanoseconds: 0),
      reach: states.contains { $0.reach == .probing } ? .probing : .gentle,
      radios: states.flatMap(\.radios).sorted { $0.id < $1.id },
      interfaces: Self.merge(states.map(\.interfaces)) { lists in
        var byIndex: [UInt32: Interface] = [:]
        for interface in lists.joined() {
          var interface = interface
          interface.wireless = interface.wireless ?? byIndex[interface.index]?.wireless
          byIndex[interface.index] = interface
        }
        return byIndex.values.sorted { $0.index < $1.index }
      },
      regulatoryDomain: Self.merge(states.map(\.regulatoryDomain)) { $0.compactMap { $0 }.last },
      hostapds: Self.merge(states.map(\.hostapds)) { $0.flatMap { $0 }.sorted { $0.radio < $1.radio } },
      configurations: Self.merge(states.map(\.configurations)) { $0.flatMap { $0 }.sorted { $0.radio < $1.radio } },
      hostapdSoftware: Self.merge(states.map(\.hostapdSoftware)) { $0.compactMap { $0 }.last },
      others: Self.merge(states.map(\.others)) { lists in
        // Each look tells of its own radio's interfaces.
        var merged: [OtherProgram] = []
        for program in lists.joined() {
          if let same = merged.firstIndex(where: { $0.kind == program.kind && $0.process == program.process }) {
            merged[same].holds += program.holds.filter { !merged[same].holds.contains($0) }
          } else {
            merged.append(program)
          }
        }
        return merged
      },
      exemption: Self.merge(states.map(\.exemption)) { $0.last ?? Exemption(isNeeded: false) },
      clock: Self.merge(states.map(\.clock)) { $0.compactMap { $0 }.max() },
      zoneOffset: states.last { $0.clock.value == states.compactMap(\.clock.value).compactMap { $0 }.max() }?.zoneOffset
        ?? states.last?.zoneOffset ?? .unknown("not asked"),
      isKernelSound: Self.merge(states.map(\.isKernelSound)) { !$0.contains(false) })
  }

  /// No look at all knows that there is nothing; if all looks failed, the last reason stands.
  private static func merge<Value>(_ all: [Knowledge<Value>], _ join: ([Value]) -> Value) -> Knowledge<Value> {
    let known = all.compactMap(\.value)
    if known.isEmpty, case .unknown(let why)? = all.last { return .unknown(why) }
    return .known(join(known))
  }
}
