import SystemPackage
import TemporaryMachine
import Testing

@testable import WiFiObserve

@Suite struct FirmwareFileTests {
  @Test func `firmware is looked for where the kernel looks, plain or compressed, and nowhere else`() throws {
    let machine = try TemporaryMachine()
    try machine.file("lib/firmware/mrvl/one.bin", "")
    try machine.file("lib/firmware/updates/mrvl/two.bin.xz", "")
    try machine.file("lib/firmware/three.bin.zst", "")
    try machine.file("etc/secret", "")
    let files = FirmwareFile(root: machine.root.string)
    for name in ["mrvl/one.bin", "mrvl/two.bin", "three.bin"] { #expect(files.exists(name), "\(name)") }
    for name in ["mrvl/four.bin", "", "../../etc/secret", "/lib/firmware/three.bin"] {
      #expect(!files.exists(name), "\(name)")
    }
  }
}
