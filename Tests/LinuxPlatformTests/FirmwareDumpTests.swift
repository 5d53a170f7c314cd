import LinuxPlatform
import Testing

/// Dumps as sysfs shows them.
@Suite struct FirmwareDumpTests {
  @Test func `a dump names the folder of its device, and one that is gone is none`() throws {
    let directory = try TemporaryDirectory()
    directory.directory("sys/devices/pci0000:00/0000:01:00.0")
    directory.directory("sys/class/devcoredump")
    try directory.file("sys/devices/virtual/devcoredump/devcd2/data")
    try directory.link(
      "sys/devices/virtual/devcoredump/devcd2/failing_device", to: "../../../pci0000:00/0000:01:00.0")
    try directory.link("sys/class/devcoredump/devcd2", to: "../../devices/virtual/devcoredump/devcd2")
    try directory.file("sys/class/devcoredump/disabled", "0\n")
    let sysfs = Sysfs(root: directory.path)
    #expect(FirmwareDump.all(in: sysfs).map(\.device) == ["devices/pci0000:00/0000:01:00.0"])
    #expect(FirmwareDump.all(in: sysfs).map(\.data) == ["class/devcoredump/devcd2/data"])
    #expect(
      FirmwareDump(at: "devices/virtual/devcoredump/devcd2", in: sysfs)?.device == "devices/pci0000:00/0000:01:00.0")
    #expect(FirmwareDump(at: "devices/virtual/devcoredump/devcd3", in: sysfs) == nil)
  }
}
