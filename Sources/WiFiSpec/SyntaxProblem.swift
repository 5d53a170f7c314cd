/// What libyaml says of text that is not YAML, and what people need to hear of it.
struct SyntaxProblem {
  /// libyaml's words for what it met.
  var words: String
  /// Where it met it.
  var place: SourceRange
  /// libyaml's words for what it was reading.
  var context: String?
  /// Where that began.
  var begun: SourceRange

  /// - Parameter repair: of the file.
  /// - Returns: what is told, where it is rather to be mended than where it was met.
  func diagnostic(_ repair: SyntaxRepair) -> Diagnostic {
    if words.contains("unexpected end"), context != nil {
      return Diagnostic(
        .syntax, at: begun, message: "the quotation mark that opens here is never closed",
        hint: "close the quotation mark", fixes: repair.closing(begun))
    }
    if context != nil, begun.line < place.line {
      for (end, name) in [("]", "bracket"), ("}", "brace")] where words.contains("',' or '\(end)'") {
        return Diagnostic(
          .syntax, at: begun, message: "the \(name) that opens here is not closed before line \(place.line)",
          hint: "close it with '\(end)'", fixes: repair.closing(begun, with: end))
      }
    }
    if words.contains("could not find expected ':'"), context != nil {
      return Diagnostic(
        .syntax, at: begun, message: "no key and value, parted by a colon and a space",
        hint: "write 'KEY: VALUE', with the space behind the colon", fixes: repair.colon(begun))
    }
    if words.contains("did not find expected key"), repair.isInside(place) {
      return Diagnostic(
        .syntax, at: place, message: "something stands behind the end of the value",
        hint: "put quotation marks around the whole value", fixes: repair.quoted(place))
    }
    let isElsewhere = context != nil && begun.line < place.line
    let reading = context.flatMap { isElsewhere ? " (\($0) that begins in line \(begun.line))" : nil } ?? ""
    if words.contains("tab") || words.contains("cannot start any token") {
      return Diagnostic(
        .syntax, at: place, message: words + reading,
        hint: "indent with spaces, never tabs; quote text that begins with a special character, as in \"@home\"",
        fixes: repair.isInside(place) ? repair.quoted(place, from: place.column) : repair.indentation(place))
    }
    if words.contains("mapping values") {
      return Diagnostic(
        .syntax, at: place, message: words + reading, hint: "quote text that holds ': ', and check the indentation",
        fixes: repair.hasColon(before: place) ? repair.quoted(place) : repair.indentation(place))
    }
    return Diagnostic(
      .syntax, at: place, message: words + reading,
      hint: "check the indentation, the brackets and the quotation marks of this line and the one before",
      fixes: repair.indentation(place))
  }
}
