/// How well the chip does.
enum Health: String {
  case alive
  /// Takes commands and never answers; the radio is dead with it.
  case deaf
  /// As deaf, but nothing has asked it anything: the death that no kernel line tells.
  case dead
  /// Deaf to the host's commands, while the radio goes on.
  case mute
  /// Does not even complete the host's transfers; the radio is dead.
  case nak

  var radioWorks: Bool { self == .alive || self == .mute }
}
