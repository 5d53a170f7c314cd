/// Parts of patterns (ECMA-262).
extension TextForm {
  /// A character that may be shown: none that moves a terminal's cursor or reorders the text around it.
  static let printable = "[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]"

  private static let octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
  private static let octets = "\(octet)(\\.\(octet)){3}"

  /// An IPv4 address of one host.
  static let ipv4 = "(?!2(2[4-9]|3[0-9])\\.)(?!0\\.0\\.0\\.0(/|$))\(octets)"

  /// An IPv6 address of one host (RFC 3986, appendix A).
  static let ipv6 = {
    let group = "[0-9A-Fa-f]{1,4}"
    let end = "(\(group):\(group)|\(octets))"
    let forms = [
      "(\(group):){6}\(end)", "::(\(group):){5}\(end)", "(\(group))?::(\(group):){4}\(end)",
      "((\(group):){0,1}\(group))?::(\(group):){3}\(end)", "((\(group):){0,2}\(group))?::(\(group):){2}\(end)",
      "((\(group):){0,3}\(group))?::\(group):\(end)", "((\(group):){0,4}\(group))?::\(end)",
      "((\(group):){0,5}\(group))?::\(group)", "((\(group):){0,6}\(group))?::",
    ]
    return "(?![Ff]{2}[0-9A-Fa-f]{2}:)(?![0:.]+(/|$))(\(forms.joined(separator: "|")))"
  }()
}
