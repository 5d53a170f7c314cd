import Glibc

/// The record of what the emulator saw and did, one line each, in columns that tests can compare:
///
///     12.345678 0 command 0xb0 UAP_SYS_CONFIG 1 1.0 0x0
///     12.350000 0 event 0x2e BSS_START 1.0
///     10.100000 0 firmware start|end
///     10.000000 0 bus attach 1286:2052 | bus detach | bus reset
///     13.000000 0 fault deaf|dead|mute|nak|alive
///
/// That is monotonic seconds, card, kind; for a command its number, name, action (or `-`), the type and number of the
/// interface, and the outcome: the result code, or `pending` (answered later), `delayed`, `lost` (answer dropped), `hang`
/// and `nak` (the command that a rule ended with), `deaf` (never answered). A pending or delayed
/// command has a second line when it is answered.
final class Trace {
  private let file: Descriptor

  init(path: String) throws(EmulatorError) {
    file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND)
  }

  func record(card: Int, _ text: String) {
    let now = monotonicMicroseconds()
    let fraction = String(now % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.count)
    _ = file.writeAll(Array("\(now / 1_000_000).\(zeros)\(fraction) \(card) \(text)\n".utf8))
  }

  func record(card: Int, command: FirmwareCommand, outcome: String) {
    let name = CommandName.command(command.id)
    let action = CommandName.action(command)
    record(card: card, "command \(command.id.hex) \(name) \(action) \(command.bss) \(outcome)")
  }

  func record(card: Int, event: FirmwareEvent) {
    record(card: card, "event \(event.id.hex) \(CommandName.event(event.id)) \(event.bss)")
  }
}
