/// Something observed: known, or unknown with the reason. **Unknown is not absent**: absence is a known value.
package enum Knowledge<Value: Hashable & Sendable>: Hashable, Sendable {
  case known(Value)
  case unknown(String)

  /// The value, where it is known.
  package var value: Value? {
    if case .known(let value) = self { value } else { nil }
  }
}
