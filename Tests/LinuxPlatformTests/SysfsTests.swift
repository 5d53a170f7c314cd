import LinuxPlatform
import SystemPackage
import Testing

@Suite struct SysfsTests {
  private let place: TemporaryDirectory
  private let sysfs: Sysfs

  init() throws {
    place = try TemporaryDirectory()
    sysfs = Sysfs(root: place.path)
    try place.file("sys/devices/platform/usb1/1-1/1-1:1.0/net/uap0/ifindex", "7\n")
    place.directory("sys/bus/usb/drivers/mwifiex_usb")
    place.directory("sys/class/net")
    try place.link("sys/devices/platform/usb1/1-1/1-1:1.0/driver", to: "../../../../../bus/usb/drivers/mwifiex_usb")
    try place.link("sys/class/net/uap0", to: "../../devices/platform/usb1/1-1/1-1:1.0/net/uap0")
    try place.link("sys/class/net/device-gone", to: "../../devices/none")
    try place.link("sys/class/net/outside", to: "/etc")
  }

  @Test func `an attribute is read without its newline, through links`() throws {
    #expect(try sysfs.attribute("class/net/uap0/ifindex") == "7")
  }

  @Test func `a link resolves to the device's path`() throws {
    #expect(try sysfs.resolve("class/net/uap0") == "devices/platform/usb1/1-1/1-1:1.0/net/uap0")
    #expect(try sysfs.linkName("devices/platform/usb1/1-1/1-1:1.0/driver") == "mwifiex_usb")
  }

  @Test func `a link that leads out of the tree is absent`() {
    #expect(throws: SysfsError.absent(place.path.appending("sys/class/net/outside").string)) {
      try sysfs.resolve("class/net/outside")
    }
  }

  @Test func `what does not exist is absent, not unreadable`() {
    let gone = SysfsError.absent(place.path.appending("sys/class/net/device-gone").string)
    #expect(throws: gone) { try sysfs.attribute("class/net/device-gone") }
    #expect(throws: gone) { try sysfs.entries("class/net/device-gone") }
    #expect(throws: gone) { try sysfs.resolve("class/net/device-gone") }
    #expect(throws: gone) { try sysfs.write("1", to: "class/net/device-gone") }
    #expect(!sysfs.exists("class/net/device-gone"))
    #expect(sysfs.exists("class/net/uap0"))
  }

  @Test func `a directory in the place of an attribute is unreadable, not absent`() {
    #expect(throws: SysfsError.unreadable(place.path.appending("sys/class").string, .isDirectory)) {
      try sysfs.attribute("class")
    }
  }

  @Test func `a directory is listed in order`() throws {
    #expect(try sysfs.entries("class/net") == ["device-gone", "outside", "uap0"])
  }

  @Test func `a write replaces an attribute's text and makes no file`() throws {
    try sysfs.write("9", to: "class/net/uap0/ifindex")
    #expect(try sysfs.attribute("class/net/uap0/ifindex").first == "9")
    #expect(throws: SysfsError.self) { try sysfs.write("1", to: "class/net/uap0/new") }
    #expect(!sysfs.exists("class/net/uap0/new"))
  }

  @Test func `the live tree has the loopback interface`() throws {
    #expect(try Sysfs().attribute("class/net/lo/ifindex") == "1")
    #expect(try Sysfs().resolve("class/net/lo") == "devices/virtual/net/lo")
  }
}
