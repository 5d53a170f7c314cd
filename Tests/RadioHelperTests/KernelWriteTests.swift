import Glibc
import LinuxNamespaces
import SystemPackage
import Testing

@testable import RadioHelper

@Suite struct KernelWriteTests {
  private func refusal(of path: String) -> RadioFailure? {
    do {
      try SysfsWrite(path: path, bytes: [0x31]).perform(for: "write")
      return nil
    } catch {
      return error
    }
  }

  @Test(
    arguments: [
      "/etc/passwd", "/sys/kernel/uevent_seqnum", "/sys/class/net/lo/mtu", "/sys/devices/../kernel/x",
      "sys/devices/x", "/sys/bus/../../etc/passwd", "/sys/devices//virtual/net/lo/ifalias", "/sys/devices/x\0y", "",
    ])
  func `Nothing outside devices, buses and modules is written to`(path: String) throws {
    let failure = try #require(refusal(of: path))
    switch failure {
    case .refused: break
    case .system(_, let code): #expect(code == .noSuchFileOrDirectory)
    default: Issue.record("\(failure)")
    }
  }

  @Test func `A path by way of a link is refused with the place that it leads to`() {
    guard access("/sys/module/kernel/parameters", F_OK) == 0, access("/sys/bus/cpu/devices/cpu0", F_OK) == 0 else {
      return
    }
    let failure = refusal(of: "/sys/bus/cpu/devices/cpu0/uevent")
    #expect(failure?.description.contains("/sys/devices/system/cpu/cpu0/uevent") == true)
  }

  @Test(.enabled(if: geteuid() == 0)) func `An attribute of a device is written`() throws {
    try Namespace.inNew {
      let path = "/sys/devices/virtual/net/lo/ifalias"
      try SysfsWrite(path: path, bytes: Array("marked".utf8)).perform(for: "write")
      let file = try FileDescriptor.open(FilePath(path), .readOnly)
      var text = [UInt8](repeating: 0, count: 16)
      let count = try text.withUnsafeMutableBytes { try file.read(into: $0) }
      #expect(String(decoding: text[..<count], as: UTF8.self) == "marked\n")
    }
  }

  @Test(arguments: ["", "../x", "a b", "x;y", "é", String(repeating: "a", count: 65)])
  func `A name that is no module's is refused before anything runs`(name: String) {
    #expect(throws: RadioFailure.self) { try ModuleChange.load(name, parameters: [], for: "load") }
    let error = #expect(throws: RadioFailure.self) { try ModuleChange.unload([name], for: "unload") }
    guard case .refused = error else {
      Issue.record("it was tried: \(String(describing: error))")
      return
    }
  }

  @Test(arguments: ["debug_mask", "=1", "a b=1", "a=1 b=2", "a=\n"])
  func `A parameter that is not name=value is refused`(parameter: String) {
    let error = #expect(throws: RadioFailure.self) {
      try ModuleChange.load("nonexistent_module", parameters: [parameter], for: "load")
    }
    guard case .refused = error else {
      Issue.record("it was tried: \(String(describing: error))")
      return
    }
  }

  @Test(.enabled(if: access("/sbin/modprobe", X_OK) == 0 || access("/usr/sbin/modprobe", X_OK) == 0))
  func `A module that does not exist fails with modprobe's own last line`() {
    let error = #expect(throws: RadioFailure.self) {
      try ModuleChange.load("nonexistent_module", parameters: ["debug_mask=1"], for: "load module nonexistent_module")
    }
    guard case .command(_, let reason) = error else {
      Issue.record("modprobe was not run: \(String(describing: error))")
      return
    }
    #expect(reason.contains("nonexistent_module"))
  }

  @Test(.enabled(if: geteuid() == 0 && access("/proc/modules", F_OK) == 0))
  func `Removing a module that is not loaded is no error`() throws {
    try ModuleChange.unload(["nonexistent-module"], for: "unload")
  }
}
