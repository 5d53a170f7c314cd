import Glibc
import Hostapd
package import LinuxPlatform
import SystemPackage
package import WiFiModel

/// The hostapd that is installed: looked at for commands that judge a spec, never while the agent watches over radios.
package struct InstalledHostapd {
  private let executables: [FilePath]
  private let loop: EventLoop

  /// - Parameters:
  ///   - loop: on which it is awaited.
  ///   - paths: whose root stands for `/`.
  package init(on loop: EventLoop, paths: Paths) {
    self.loop = loop
    executables = HostapdProcess.usualExecutables.map { FilePath(paths.root + $0.string) }
  }

  /// Its version, and what its parser takes; it runs for some milliseconds and touches no interface.
  package func look() async -> Knowledge<HostapdSoftware?> {
    guard let executable = executables.first(where: { $0.withPlatformString { access($0, X_OK) } == 0 }) else {
      return .known(nil)
    }
    var template = Array("/tmp/wifi-ap-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      return .unknown("a folder in /tmp could not be made: \(Errno(rawValue: errno))")
    }
    let directory = FilePath(platformString: template)
    defer { directory.withPlatformString { _ = rmdir($0) } }
    do {
      let version = try await InstalledParser.version(
        of: executable, usingDirectory: directory, within: .seconds(5), on: loop)
      let probes = HostapdSoftware.Feature.allCases.map { ($0, $0.probe) }
      let accepted = try await InstalledParser.accepted(
        probes.map(\.1), by: executable, usingDirectory: directory, within: .seconds(5), on: loop)
      return .known(
        HostapdSoftware(version: version, features: Set(probes.filter { accepted.contains($0.1) }.map(\.0))))
    } catch {
      return .unknown("\(error)")
    }
  }
}

extension HostapdSoftware.Feature {
  /// What hostapd's parser refuses without it (hostapd/config_file.c).
  fileprivate var probe: ConfigurationOption {
    switch self {
    case .pmf: ConfigurationOption("ieee80211w", "1")
    case .sae: ConfigurationOption("wpa_key_mgmt", "SAE")
    case .owe: ConfigurationOption("wpa_key_mgmt", "OWE")
    case .enterprise: ConfigurationOption("auth_server_addr", "127.0.0.1")
    case .ac: ConfigurationOption("ieee80211ac", "1")
    case .ax: ConfigurationOption("ieee80211ax", "1")
    case .acs: ConfigurationOption("channel", "acs_survey")
    }
  }
}
