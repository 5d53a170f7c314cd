import Glibc

/// The kernel's virtual USB host controller (`vhci_hcd`): a device appears on its port when a socket is handed to it.
struct HostController {
  private let directory = "/sys/devices/platform/vhci_hcd.0"

  /// True when nothing is attached to the high-speed port, so that a device may be.
  func isFree(port: Int) throws(EmulatorError) -> Bool {
    // Lines read "hs  0000 004 000 00000000 000000 0-0": hub, port, status (4: nothing there), and more.
    for line in try text("status").split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count > 2, words[0] == "hs", Int(words[1]) == port { return words[2] == "004" }
    }
    throw EmulatorError("\(directory)/status lists no high-speed port \(port): use a lower card number")
  }

  /// Attaches a device to a free port. The other end of the returned socket is the kernel's.
  func attach(port: Int) throws(EmulatorError) -> Descriptor {
    var pair: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else {
      throw EmulatorError("cannot make the socket of port \(port): \(systemError())")
    }
    let ours = Descriptor(raw: pair[0])
    let kernels = Descriptor(raw: pair[1])
    defer { kernels.close() }
    ours.setNonBlocking()
    let highSpeed = 3
    let request = "\(port) \(kernels.raw) \(0x10000 + port + 1) \(highSpeed)"
    let attribute = try Descriptor.open("\(directory)/attach", O_WRONLY)
    defer { attribute.close() }
    guard attribute.writeAll(Array(request.utf8)) else {
      throw EmulatorError("vhci_hcd refused to attach a device to port \(port): \(systemError())")
    }
    return ours
  }

  /// True while the kernel still has a USB device for the port. It tells a bus reset from a new enumeration, which look
  /// alike on the wire.
  func hasDevice(port: Int) -> Bool {
    for bus in 1...16 where access("\(directory)/usb\(bus)/\(bus)-\(port + 1)", F_OK) == 0 {
      if (try? text("usb\(bus)/speed"))?.hasPrefix("480") == true { return true }
    }
    return false
  }

  private func text(_ name: String) throws(EmulatorError) -> String {
    guard access(directory, F_OK) == 0 else {
      throw EmulatorError("\(directory) does not exist: load the module vhci_hcd first")
    }
    let file = try Descriptor.open("\(directory)/\(name)", O_RDONLY)
    defer { file.close() }
    return String(decoding: file.readAll(), as: UTF8.self)
  }
}
