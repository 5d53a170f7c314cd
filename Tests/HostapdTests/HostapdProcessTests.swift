import LinuxPlatform
import SystemPackage
import Testing

@testable import Hostapd

@Suite struct HostapdProcessTests {
  @Test(arguments: [
    ["hostapd", "/run/a.conf"], ["/usr/sbin/hostapd", "-B", "-P", "/run/a.pid", "/run/b.conf", "/run/a.conf"],
    ["hostapd", "-g/run/i", "/run/a.conf"], ["hostapd", "-tg", "/run/global", "/run/a.conf"],
    ["hostapd", "--", "/run/a.conf"],
  ])
  func aHostapdOfTheConfigurationIsRecognised(_ arguments: [String]) {
    let process = ProcessEntry(pid: 7, startTime: 1, state: "S", arguments: arguments)
    #expect(HostapdProcess.serving("/run/a.conf", among: [process]) == [process])
  }

  @Test(arguments: [
    [], ["hostapd"], ["hostapd", "/run/a.conf2"], ["vi", "/run/a.conf"], ["hostapd_cli", "/run/a.conf"],
    ["hostapd", "-P", "/run/a.conf", "/run/b.conf"], ["hostapd", "-f"],
  ])
  func anotherProcessIsNot(_ arguments: [String]) {
    let process = ProcessEntry(pid: 7, startTime: 1, state: "S", arguments: arguments)
    #expect(HostapdProcess.serving("/run/a.conf", among: [process]) == [])
  }

  @Test func itIsStartedInTheForegroundWithItsConfigurationOnly() {
    let command = HostapdProcess.serve("/run/a.conf", control: "/run/g")
    #expect(command.executable == "/usr/sbin/hostapd")
    #expect(command.arguments == ["-g", "/run/g", "/run/a.conf"])
  }

  @Test func processesAreFoundByWhatTheyServe() throws {
    try Stage.play { stage in
      let roots: [(Int, [String])] = [(31, ["hostapd", "/run/b.conf"]), (7, ["/usr/sbin/hostapd", "/run/a.conf"])]
      for (pid, arguments) in roots {
        let folder = stage.directory.appending("proc/\(pid)")
        _ = try ChildProcess.runAndWait(Command("/bin/mkdir", ["-p", folder.string]))
        try Sample.write(Array(arguments.map { $0 + "\0" }.joined().utf8), to: folder.appending("cmdline"))
        let stat = "\(pid) (hostapd) D 1 " + (5...21).map { "\($0)" }.joined(separator: " ") + " 4711 0 0\n"
        try Sample.write(Array(stat.utf8), to: folder.appending("stat"))
      }
      let all = try ProcFS(root: stage.directory).processes { !$0.isEmpty }
      let found = HostapdProcess.serving("/run/a.conf", among: all)
      #expect(found.map(\.pid) == [7])
      #expect(found.map(\.startTime) == [4711])
      #expect(found.map(\.state) == ["D"])
    }
  }
}
