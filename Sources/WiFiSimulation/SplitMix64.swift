/// Pseudo-random numbers that are the same for the same seed on every machine (SplitMix64: Steele, Lea and Flood, 2014).
package struct SplitMix64: Hashable, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  /// A number from 0 up to, but not including, `bound`; 0 for a bound of 0.
  package mutating func below(_ bound: UInt64) -> UInt64 { bound == 0 ? 0 : next() % bound }

  /// True so many times in a thousand.
  package mutating func chance(_ perMille: UInt64) -> Bool { below(1000) < perMille }
}
