import Glibc
import LinuxPlatform
import Testing

@Suite struct UeventTests {
  private func uevent(_ lines: String...) -> Uevent? {
    Uevent(Array(lines.map { $0 + "\0" }.joined().utf8)[...])
  }

  @Test func `a message yields action, device and fields`() throws {
    let event = try #require(
      uevent(
        "add@/devices/platform/vhci_hcd.0/usb1/1-1/1-1:1.0/net/uap0", "ACTION=add", "SUBSYSTEM=net", "INTERFACE=uap0",
        "IFINDEX=5", "EMPTY=", "SEQNUM=812"))
    #expect(event.action == "add")
    #expect(event.devicePath == "/devices/platform/vhci_hcd.0/usb1/1-1/1-1:1.0/net/uap0")
    #expect(event.subsystem == "net")
    #expect(event["IFINDEX"] == "5")
    #expect(event["EMPTY"] == "")
    #expect(event.fields.map(\.key) == ["ACTION", "SUBSYSTEM", "INTERFACE", "IFINDEX", "EMPTY", "SEQNUM"])
  }

  @Test func `a device path may hold an at sign`() {
    #expect(uevent("change@/devices/soc/serial@2010000")?.devicePath == "/devices/soc/serial@2010000")
  }

  @Test func `the form that udev sends on is no message of the kernel`() {
    #expect(uevent("libudev", "\u{1}\u{2}") == nil)
  }

  @Test(arguments: ["", "\0\0", "@/devices/x", "add@", "add@devices", "no at sign", "add@/devices/../../etc"])
  func `what is no message is nil`(text: String) {
    #expect(Uevent(Array(text.utf8)[...]) == nil)
  }

  @Test(.enabled(if: geteuid() == 0 && access("/sys/class/net/lo/uevent", W_OK) == 0))
  func `a change of the loopback device arrives from the kernel`() throws {
    let socket = try UeventSocket()
    try Sysfs().write("change", to: "class/net/lo/uevent")
    let items = try socket.read()
    #expect(
      items.contains { item in
        guard case .event(let event) = item else { return false }
        return event.action == "change" && event.devicePath == "/devices/virtual/net/lo" && event["INTERFACE"] == "lo"
      })
  }

  @Test func `only what the kernel sent counts, and what was cut short is lost`() throws {
    let datagram = Array("add@/devices/x\0".utf8)[...]
    let event = try #require(Uevent(datagram))
    #expect(UeventSocket.item(datagram, from: 0, isCut: false) == .event(event))
    #expect(UeventSocket.item(datagram, from: 0, isCut: true) == .lost)
    #expect(UeventSocket.item(datagram, from: 812, isCut: false) == nil)
    #expect(UeventSocket.item(datagram, from: 812, isCut: true) == nil)
  }
}
