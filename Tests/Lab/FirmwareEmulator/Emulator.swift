import Glibc

/// All cards, their medium and the control socket, in one loop on one thread.
final class Emulator {
  private let schedule = Schedule()
  private let medium = Medium()
  private let control: ControlSocket
  private var cards: [Card] = []

  /// Attaches the cards, each on the port of its number.
  init(control: String, trace: String, cards numbers: [Int]) throws(EmulatorError) {
    let trace = try Trace(path: trace)
    self.control = try ControlSocket(path: control)
    for number in numbers {
      let card = Card(
        number: number, controller: HostController(), medium: medium, schedule: schedule, trace: trace
      ) { error in
        trace.record(card: number, "error \(error)")
        _ = Descriptor(raw: STDERR_FILENO).writeAll(Array("firmware-emulator: card \(number): \(error)\n".utf8))
      }
      try card.attach()
      cards.append(card)
    }
  }

  /// Never returns: the emulator lives until it is killed, and the kernel then sees its cards unplugged.
  func run() -> Never {
    while true {
      let attached = cards.filter { $0.device != nil }
      var entries = [pollfd(fd: control.listener.raw, events: Int16(POLLIN), revents: 0)]
      for card in attached {
        let events = Int16(POLLIN) | (card.device?.wantsToWrite == true ? Int16(POLLOUT) : 0)
        entries.append(pollfd(fd: card.device?.socket.raw ?? -1, events: events, revents: 0))
      }
      poll(&entries, nfds_t(entries.count), schedule.timeout)
      for (card, entry) in zip(attached, entries.dropFirst()) where entry.revents & ~Int16(POLLOUT) != 0 {
        card.receive()
      }
      if entries[0].revents != 0 { control.serve(answer) }
      schedule.runDue()
      medium.deliver()
      for card in cards { card.flush() }
    }
  }

  private func answer(_ request: String) throws(EmulatorError) -> String {
    var words = request.split { $0 == " " || $0 == "\n" }[...]
    var card = cards.first
    if words.first == "card" {
      words.removeFirst()
      let number = words.popFirst()
      card = cards.first { String($0.number) == number ?? "" }
    }
    guard let card else {
      throw EmulatorError("no such card; there are \(cards.map { String($0.number) }.joined(separator: ", "))")
    }
    return try ControlCommand.run(Array(words), on: card)
  }
}
