import Glibc

/// The program: plays one or more Marvell 8997 USB cards to `vhci_hcd`, so that the kernel's own `mwifiex_usb` drives them.
@main
enum FirmwareEmulator {
  private static let usage = """
    firmware-emulator --control SOCKET --trace FILE --card N [--card N]...
        plays the cards, each on the port of its number (0-7), until it is killed; prints READY when all are attached
    firmware-emulator ctl SOCKET COMMAND...
        tells a running emulator something and prints its answer; exit status 1 when it refuses
    firmware-emulator firmware FILE
        writes an image for the driver to download (mrvl/usbusb8997_combo_v4.bin)
    firmware-emulator usb-reset DEVICE
        resets the port of a device (/dev/bus/usb/BBB/DDD), as a program on the host may

    \(ControlCommand.usage)

    """

  /// USBDEVFS_RESET: _IO('U', 20).
  private static let resetRequest: UInt = 0x5514

  static func main() {
    do throws(EmulatorError) {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      write("firmware-emulator: \(error)\n", to: STDERR_FILENO)
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws(EmulatorError) {
    switch arguments.first {
    case "ctl" where arguments.count > 2:
      let request = arguments.dropFirst(2).joined(separator: " ") + "\n"
      let answer = try ControlSocket.ask(path: arguments[1], request)
      write(answer.text, to: answer.isGood ? STDOUT_FILENO : STDERR_FILENO)
      if !answer.isGood { exit(1) }
    case "firmware" where arguments.count == 2:
      let file = try Descriptor.open(arguments[1], O_WRONLY | O_CREAT | O_TRUNC)
      defer { file.close() }
      guard file.writeAll(BootLoader.dummyImage) else {
        throw EmulatorError("cannot write \(arguments[1]): \(systemError())")
      }
    case "usb-reset" where arguments.count == 2:
      let device = try Descriptor.open(arguments[1], O_WRONLY)
      defer { device.close() }
      guard ioctl(device.raw, resetRequest, 0) == 0 else {
        throw EmulatorError("cannot reset \(arguments[1]): \(systemError())")
      }
    case "--help", "-h": write(usage, to: STDOUT_FILENO)
    default: try play(arguments)
    }
  }

  private static func play(_ arguments: [String]) throws(EmulatorError) {
    var control: String?
    var trace: String?
    var cards: [Int] = []
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { throw EmulatorError("no value after '\(option)'\n\(usage)") }
      switch option {
      case "--control": control = value
      case "--trace": trace = value
      case "--card":
        guard let number = Int(value), (0...7).contains(number), !cards.contains(number) else {
          throw EmulatorError("--card \(value): cards are numbered 0 to 7, each once")
        }
        cards.append(number)
      default: throw EmulatorError("unknown option '\(option)'\n\(usage)")
      }
    }
    guard let control, let trace, !cards.isEmpty else {
      throw EmulatorError("--control, --trace and --card are needed\n\(usage)")
    }
    let emulator = try Emulator(control: control, trace: trace, cards: cards)
    write("READY\n", to: STDOUT_FILENO)
    emulator.run()
  }

  private static func write(_ text: String, to descriptor: Int32) {
    _ = Descriptor(raw: descriptor).writeAll(Array(text.utf8))
  }
}
