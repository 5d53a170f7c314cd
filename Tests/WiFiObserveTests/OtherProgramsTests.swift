import LinuxPlatform
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiObserve

@Suite struct OtherProgramsTests {
  private let machine: TemporaryMachine

  init() throws {
    machine = try TemporaryMachine()
    machine.folder("proc/net")
  }

  /// A process as /proc shows it.
  private func run(_ pid: Int, _ arguments: [String], user: Int = 0) throws {
    try machine.file("proc/\(pid)/cmdline", arguments.map { $0 + "\0" }.joined())
    let rest = (5...21).map { "\($0)" }.joined(separator: " ")
    try machine.file("proc/\(pid)/stat", "\(pid) (name) S 1 \(rest) 4711 0 0\n")
    try machine.file("proc/\(pid)/status", "Name:\tname\nUid:\t\(user)\t\(user)\t\(user)\t\(user)\nGid:\t0\n")
  }

  private func look() throws -> [OtherProgram] {
    let proc = ProcFS(root: machine.root)
    let processes = try proc.processes(where: OtherPrograms.isKnown)
    let interfaces = ["uap0", "uap1"].enumerated().map { number, name in
      Interface(
        name: name, index: UInt32(5 + number), phy: 0, address: nil, isUp: true, hasCarrier: true,
        addresses: .known([]))
    }
    return OtherPrograms(paths: Paths(root: machine.root.string), proc: proc).look(
      among: processes, at: interfaces)
  }

  private func held() throws -> [String] {
    try look().flatMap { program in program.holds.map { "\(program.title) \($0.interface): \($0.evidence)" } }
  }

  @Test func `A program that runs holds nothing by that alone`() throws {
    try run(412, ["/usr/sbin/NetworkManager", "--no-daemon"])
    try run(300, ["/sbin/wpa_supplicant", "-u", "-s", "-O", "DIR=/run/wpa_supplicant GROUP=netdev"])
    try run(301, ["/lib/systemd/systemd-networkd"], user: 998)
    try run(302, ["/usr/sbin/hostapd", "/etc/hostapd/hostapd.conf"])
    try run(303, ["/usr/bin/vi", "/etc/hostapd/hostapd.conf"])
    try machine.file("run/NetworkManager/devices/5", "[device]\nmanaged=false\n")
    try machine.file("run/systemd/netif/links/5", "ADMIN_STATE=unmanaged\n")
    #expect(try held() == [])
    #expect(try look().map(\.kind) == [.networkManager, .networkd, .wpaSupplicant, .hostapd])
  }

  @Test func `NetworkManager holds what its own file of the interface says`() throws {
    try machine.file("run/NetworkManager/devices/5", "[device]\nmanaged=true\nroute-metric-default-aspired=600\n")
    #expect(try held() == [], "the file outlives the program")
    try run(412, ["/usr/sbin/NetworkManager", "--no-daemon"])
    #expect(
      try held() == ["NetworkManager (process 412) uap0: /run/NetworkManager/devices/5 says managed=true"])
  }

  @Test func `networkd holds what a file of the operator's matches`() throws {
    try run(301, ["/lib/systemd/systemd-networkd"], user: 998)
    try machine.file(
      "run/systemd/netif/links/6",
      "# Private.\nADMIN_STATE=configured\nOPER_STATE=carrier\nNETWORK_FILE=/etc/systemd/network/20-wlan.network\n")
    #expect(
      try held() == ["systemd-networkd (process 301) uap1: /etc/systemd/network/20-wlan.network matches it"])
  }

  @Test func `wpa_supplicant holds what its command line or a socket names`() throws {
    try run(300, ["wpa_supplicant", "-Bc", "/etc/w.conf", "-iuap1"])
    try machine.file(
      "proc/net/unix",
      "Num       RefCount Protocol Flags    Type St Inode Path\n"
        + "0000000000000000: 00000002 00000000 00000000 0002 01 12345 /run/wpa_supplicant/uap0\n"
        + "0000000000000000: 00000002 00000000 00000000 0002 01 12346 @/run/wpa_supplicant/uap0\n"
        + "0000000000000000: 00000002 00000000 00000000 0002 01 12347\n")
    #expect(
      try held() == [
        "wpa_supplicant (process 300) uap0: its control socket is /run/wpa_supplicant/uap0",
        "wpa_supplicant (process 300) uap1: it was started with -i uap1",
      ])
    // Which of two it is cannot be told.
    try run(310, ["wpa_supplicant", "-u"])
    #expect(try held().contains("wpa_supplicant uap0: its control socket is /run/wpa_supplicant/uap0"))
  }

  @Test func `Another hostapd holds what its configuration names and ours does not count`() throws {
    let ours = Paths(root: machine.root.string)
    try machine.file("etc/hostapd/hostapd.conf", "# mine\ndriver=nl80211\ninterface=uap0\nssid=x\nbss=uap1\n")
    try run(302, ["/usr/sbin/hostapd", "-B", "/etc/hostapd/hostapd.conf"])
    try run(303, ["/usr/sbin/hostapd", "-g", ours.hostapd + "/main.global", ours.hostapd + "/main.conf"])
    try machine.file(
      "proc/net/unix", "Num\n0: 00000002 00000000 00000000 0002 01 12345 \(ours.hostapdControl)/uap0\n")
    #expect(
      try held() == [
        "hostapd (process 302) uap0: /etc/hostapd/hostapd.conf names it",
        "hostapd (process 302) uap1: /etc/hostapd/hostapd.conf names it",
      ])
    #expect(try look().count == 1)
  }

  @Test func `iwd and connman hold what they are not told to leave alone`() throws {
    try run(20, ["/usr/libexec/iwd"])
    try run(21, ["/usr/sbin/connmand", "-n"])
    #expect(
      try held() == [
        "connmand (process 21) uap0: /etc/connman/main.conf does not except it",
        "connmand (process 21) uap1: /etc/connman/main.conf does not except it",
        "iwd (process 20) uap0: its command line does not except it",
        "iwd (process 20) uap1: its command line does not except it",
      ])
    try run(20, ["/usr/libexec/iwd", "-I", "wlan9,uap*"])
    try machine.file("etc/connman/main.conf", "[General]\nNetworkInterfaceBlacklist = vmnet,uap0\n")
    #expect(try held() == ["connmand (process 21) uap1: /etc/connman/main.conf does not except it"])
    try run(21, ["/usr/sbin/connmand", "-i", "eth*"])
    #expect(try held() == [])
  }

  @Test func `Nobody else's process is taken for a system program`() throws {
    try run(500, ["hostapd", "-i", "uap0"], user: 1000)
    #expect(try look() == [])
  }
}
