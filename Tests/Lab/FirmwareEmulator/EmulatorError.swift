/// What went wrong, where, why and what to do about it, in one sentence.
struct EmulatorError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
