/// A command line of one-letter options, as `getopt` reads it: `-tg PATH`, `-iuap0`.
package struct ShortOptions: Equatable, Sendable {
  /// The values of options that take one, in their order.
  package private(set) var values: [Value] = []
  /// What is no option, in its order.
  package private(set) var operands: [String] = []

  /// An option with its value.
  package struct Value: Equatable, Sendable {
    package let letter: Character
    package let text: String
  }

  /// - Parameters:
  ///   - arguments: without the program's own name.
  ///   - withValue: the letters that take a value.
  package init(_ arguments: some Sequence<String>, withValue: Set<Character>) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        return
      }
      guard argument.hasPrefix("-"), argument.count > 1 else {
        operands.append(argument)
        continue
      }
      // In a group of letters the first that takes a value takes the rest of the group, or else the next argument.
      let letters = argument.dropFirst()
      guard let first = letters.firstIndex(where: withValue.contains) else { continue }
      let text = letters[first...].dropFirst()
      if !text.isEmpty {
        values.append(Value(letter: letters[first], text: String(text)))
      } else if let next = rest.popFirst() {
        values.append(Value(letter: letters[first], text: next))
      }
    }
  }

  /// The values of one option.
  package func values(of letter: Character) -> [String] { values.filter { $0.letter == letter }.map(\.text) }
}
