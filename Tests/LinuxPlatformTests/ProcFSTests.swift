import Glibc
import LinuxPlatform
import SystemPackage
import Testing

@Suite struct ProcFSTests {
  private let place: TemporaryDirectory
  private let procfs: ProcFS

  init() throws {
    place = try TemporaryDirectory()
    procfs = ProcFS(root: place.path)
    try process(42, name: "hostapd", state: "S", started: 4711, "/usr/sbin/hostapd\0/run/x.conf\0\0")
    try process(9, name: "a) R 1 (b", state: "D", started: 18_446_744_073_709_551_615, "modprobe\0--\0mwifiex_usb\0")
    try process(10, name: "kworker", state: "I", started: 2, "")
    try place.file("proc/self-is-no-number/stat", "junk")
    try place.file("proc/11/stat", "11 (truncated")
    try place.file(
      "proc/modules",
      """
      mwifiex_usb 32768 0 - Unloading 0x0000000000000000 (O)
      mwifiex 397312 1 mwifiex_usb, Live 0xffffffffc0a00000
      cfg80211 1130496 -1 mwifiex,mac80211, Loading 0x0000000000000000
      built_in 4096 - - Live 0x0000000000000000
      pinned 4096 1 [permanent], Live 0x0000000000000000
      nonsense

      """)
    try place.file("proc/sys/kernel/random/boot_id", "11111111-2222-3333-4444-555555555555\n")
  }

  private func process(_ pid: Int, name: String, state: String, started: UInt64, _ arguments: String) throws {
    let middle = (4...21).map(String.init).joined(separator: " ")
    try place.file("proc/\(pid)/stat", "\(pid) (\(name)) \(state) \(middle) \(started) 23 24\n")
    try place.file("proc/\(pid)/cmdline", arguments)
  }

  @Test func `a process is read although its name looks like fields`() {
    let expected = ProcessEntry(
      pid: 9, startTime: .max, state: "D", arguments: ["modprobe", "--", "mwifiex_usb"])
    #expect(procfs.process(9) == expected)
    #expect(procfs.state(of: 9) == "D")
  }

  @Test func `processes are found by their arguments, in the order of their ids`() throws {
    #expect(try procfs.processes { $0.first == "/usr/sbin/hostapd" && $0.contains("/run/x.conf") }.map(\.pid) == [42])
    #expect(try procfs.processes { _ in true }.map(\.pid) == [9, 10, 42])
    #expect(procfs.process(42)?.arguments == ["/usr/sbin/hostapd", "/run/x.conf", ""])
  }

  @Test func `a process that is gone or half there is nil`() {
    #expect(procfs.state(of: 12) == nil)
    #expect(procfs.process(11) == nil)
  }

  @Test func `modules are read with their state, holders and references`() throws {
    let modules = try procfs.modules()
    #expect(modules.map(\.name) == ["built_in", "cfg80211", "mwifiex", "mwifiex_usb", "pinned"])
    #expect(modules.map(\.state) == [.live, .loading, .live, .unloading, .live])
    #expect(modules.map(\.references) == [nil, -1, 1, 0, 1])
    #expect(modules.map(\.holders) == [[], ["mac80211", "mwifiex"], ["mwifiex_usb"], [], []])
  }

  @Test func `a kernel without modules is absent, an unlisted proc is an error`() throws {
    let empty = ProcFS(root: place.path.appending("empty"))
    let error = #expect(throws: PlatformError.self) { try empty.modules() }
    #expect(error?.isAbsent == true)
    #expect(throws: PlatformError.self) { try empty.processes { _ in true } }
  }

  @Test func `the boot id is read`() throws {
    #expect(try procfs.bootID() == "11111111-2222-3333-4444-555555555555")
  }

  @Test func `the live tree knows this process`() throws {
    let own = try #require(ProcFS().process(getpid()))
    #expect(own.pid == getpid())
    #expect(own.arguments == CommandLine.arguments)
    #expect(try ProcFS().processes { $0 == CommandLine.arguments }.contains { $0.startTime == own.startTime })
  }
}
