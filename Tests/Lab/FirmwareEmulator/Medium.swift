/// Who can hear the medium.
protocol MediumMember: AnyObject {
  /// False while there is no power, no firmware, or a dead one.
  var hears: Bool { get }
  func hear(_ message: AirMessage)
}

/// The air between the cards: each message reaches every other card, in the order of speaking.
final class Medium {
  private var members: [(number: Int, member: any MediumMember)] = []
  private var pending: [(sender: Int, message: AirMessage)] = []

  func join(_ member: any MediumMember, number: Int) {
    members.append((number, member))
  }

  func say(_ message: AirMessage, from sender: Int) {
    pending.append((sender, message))
  }

  /// Delivers everything said, and what is said in answer to it.
  func deliver() {
    while !pending.isEmpty {
      let messages = pending
      pending = []
      for (sender, message) in messages {
        for (number, member) in members where number != sender && member.hears { member.hear(message) }
      }
    }
  }
}
