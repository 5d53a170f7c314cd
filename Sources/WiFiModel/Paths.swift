/// Where the agent reads and writes. `--root` re-roots all of it.
package struct Paths: Hashable, Sendable {
  /// Without trailing slash; empty for the real root.
  package let root: String

  package init(root: String = "") {
    var root = root
    while root.last == "/" { root.removeLast() }
    self.root = root
  }

  package var runtime: String { root + "/run/wifi-ap" }
  package var state: String { root + "/var/lib/wifi-ap" }
  package var lastGood: String { state + "/last-good" }
  /// A folder for each outage.
  package var incidents: String { state + "/incidents" }
  package var memory: String { state + "/memory.json" }
  /// The same, while the disk does not take it: for the next agent of this boot.
  package var memoryOfBoot: String { runtime + "/memory.json" }
  /// Nothing; the room that it takes is given up where there is no other.
  package var reserve: String { runtime + "/reserve" }
  package var ledger: String { runtime + "/ledger.json" }
  package var status: String { runtime + "/status.json" }
  /// For Prometheus: what a textfile collector reads.
  package var metrics: String { runtime + "/metrics.prom" }
  package var lock: String { runtime + "/lock" }
  package var controlSocket: String { runtime + "/control" }
  /// hostapd's folder, 0700: configurations, secrets, control sockets.
  package var hostapd: String { runtime + "/hostapd" }
  /// hostapd's `ctrl_interface`.
  package var hostapdControl: String { hostapd + "/control" }

  /// Where our own ends of hostapd's control sockets stand.
  package var hostapdClients: String { hostapd + "/clients" }

  package func configuration(of radio: RadioID) -> String { hostapd + "/\(radio.text).conf" }
  /// A private file of an access point.
  package func file(_ kind: HostapdFile.Kind, of accessPoint: InterfaceName) -> String {
    hostapd + "/\(accessPoint.text).\(kind.rawValue)"
  }
  /// What hostapd was given after its start: the configurations of access points that have one of their own each. hostapd
  /// does not read it, it says what hostapd runs with.
  package func further(of radio: RadioID) -> String { hostapd + "/\(radio.text).further" }
  /// The control socket for all of a hostapd, which takes BSSs away and adds them.
  package func hostapdGlobal(of radio: RadioID) -> String { hostapd + "/\(radio.text).global" }
  /// The configuration of one BSS by itself, while hostapd is given it.
  package func part(_ accessPoint: InterfaceName) -> String { hostapd + "/\(accessPoint.text).bss" }
  /// NetworkManager's folder for configuration of this boot (NetworkManager.conf(5)), and our file in it.
  package var networkManager: String { root + "/run/NetworkManager" }
  package var exemption: String { networkManager + "/conf.d/90-wifi-ap.conf" }

  package func log(of radio: RadioID) -> String { hostapd + "/\(radio.text).log" }
}
