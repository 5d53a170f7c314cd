import Glibc
import LinuxPlatform
import SystemPackage
import Testing

@testable import WiFiSpec

/// The table of hostapd's options.
@Suite struct HostapdOptionRuleTests {
  @Test func `the keys that the table names exist`() throws {
    for name in HostapdOptionRule.names {
      let rule = try #require(HostapdOptionRule.rule(of: name))
      let key: String? =
        switch rule.use {
        case .typed(let key): key
        case .secret(let key), .file(let key): key
        case .free, .agent, .wep: nil
        }
      guard let key else { continue }
      var kind: SpecKey.Kind? = SpecKey.root
      for part in key.split(separator: ".") { kind = kind?.child(String(part)) }
      #expect(kind != nil, "\(name): \(key)")
    }
  }

  @Test(.enabled(if: access("/usr/sbin/hostapd", X_OK) == 0, "hostapd is not installed"))
  func `the installed hostapd knows every option of the table`() throws {
    var template = Array("/tmp/wifi-ap-options.XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { FilePath(platformString: $0) })
    let path = folder.appending("all.conf")
    defer {
      unlink(path.string)
      rmdir(folder.string)
    }
    let lines = HostapdOptionRule.names.filter { $0 != "interface" && $0 != "driver" }.map { "\($0)=@@\n" }
    // The last line proves that unknown names are told.
    let text = "interface=none0\ndriver=none\n" + lines.joined() + "beacon_intt=1\n"
    try AtomicFile.write(Array(text.utf8), to: path, mode: 0o600)
    let output = try ChildProcess.runAndWait(Command("/usr/sbin/hostapd", [path.string]), keepingLast: 1 << 20).output
    let unknown = String(decoding: output, as: UTF8.self).split(separator: "\n").filter {
      $0.hasSuffix("'") && $0.contains("unknown configuration item")
    }
    #expect(unknown.count == 1, "\(unknown)")
    #expect(unknown.first?.hasSuffix("'beacon_intt'") == true)
  }
}
