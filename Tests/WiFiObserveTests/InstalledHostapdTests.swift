import Glibc
import LinuxPlatform
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiObserve

/// How the installed hostapd was built, asked of programs that answer as real ones do.
@Suite(.serialized) struct InstalledHostapdTests {
  private actor Look {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private var result: Knowledge<HostapdSoftware?>?

    init(_ loop: EventLoop) { self.loop = loop }

    func run(_ paths: Paths) async { result = await InstalledHostapd(on: loop, paths: paths).look() }

    var found: Knowledge<HostapdSoftware?>? { result }
  }

  private static func look(at machine: TemporaryMachine?) throws -> Knowledge<HostapdSoftware?> {
    let loop = try EventLoop()
    let look = Look(loop)
    let paths = Paths(root: machine?.root.string ?? "")
    loop.start {
      await look.run(paths)
      loop.stop(0)
    }
    try loop.run()
    return try #require(look.assumeIsolated { $0.found })
  }

  private static func machine(_ script: String) throws -> TemporaryMachine {
    let machine = try TemporaryMachine()
    try machine.file("usr/sbin/hostapd", "#!/bin/sh\n\(script)\n")
    let path = machine.root.appending("usr/sbin/hostapd")
    guard path.withPlatformString({ chmod($0, 0o755) }) == 0 else { throw Errno(rawValue: errno) }
    return machine
  }

  private static let version = "[ \"$1\" = -v ] && { echo 'hostapd v2.9-poor'; echo 'and more'; exit 1; }\n"

  @Test func `a machine without hostapd is known to have none`() throws {
    #expect(try Self.look(at: TemporaryMachine()) == .known(nil))
  }

  @Test func `a hostapd that refuses no line has every part`() throws {
    let machine = try Self.machine(Self.version + "echo \"Failed to set up interface with $2\"; exit 1")
    #expect(
      try Self.look(at: machine)
        == .known(HostapdSoftware(version: "2.9-poor", features: Set(HostapdSoftware.Feature.allCases))))
  }

  @Test func `a part that hostapd was built without shows by the line that it refuses`() throws {
    let script = """
      n=0
      while read -r line; do
        n=$((n + 1))
        case $line in
          *=SAE) echo "Line $n: invalid key_mgmt 'SAE'" ;;
          ieee80211ax=*) echo "Line $n: unknown configuration item 'ieee80211ax'" ;;
        esac
      done <"$1"
      echo "2 errors found in configuration file '$1'"
      echo "Failed to set up interface with $1"
      exit 1
      """
    let expected = Set(HostapdSoftware.Feature.allCases).subtracting([.sae, .ax])
    #expect(
      try Self.look(at: Self.machine(Self.version + script))
        == .known(HostapdSoftware(version: "2.9-poor", features: expected)))
  }

  @Test(arguments: ["exit 0", "echo 'another program 1.0'", version + "exit 3"])
  func `a program that is none says nothing of hostapd`(script: String) throws {
    guard case .unknown = try Self.look(at: Self.machine(script)) else {
      Issue.record("something is known of it")
      return
    }
  }

  @Test(.enabled(if: access("/usr/sbin/hostapd", X_OK) == 0, "hostapd is not installed"))
  func `the hostapd of this machine tells its version and parts, and leaves nothing behind`() throws {
    guard case .known(let software?) = try Self.look(at: nil) else {
      Issue.record("it was not found")
      return
    }
    #expect(software.isAtLeast(2, 9) == true)
    #expect(software.features.isSuperset(of: [.pmf, .sae, .enterprise, .ac]))
  }
}
