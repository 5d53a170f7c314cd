/// What people write out of habit from other tools, and what it is called here.
struct Habit {
  var hint: String
  /// The key that says the same in the same mapping, where the value may stay.
  var replacement: String?
  /// Whether its value may be shown.
  var isHarmless = false

  /// - Parameters:
  ///   - key: one that is not known.
  ///   - path: the keys that lead to its mapping, with `*` for each name.
  init?(key: String, at path: String) {
    let word = key.lowercased().replacingUnderscores
    if let known = Self.keys[path]?[word] ?? Self.keys["*"]?[word] {
      hint = known.hint
      replacement = known.key
      isHarmless = !SecretGuess.names(secret: word) && !["key", "auth"].contains(word)
      return
    }
    guard let rule = HostapdOptionRule.rule(of: key) else { return nil }
    if case .secret = rule.use {} else { isHarmless = true }
    switch rule.use {
    case .free: hint = "this is an option of hostapd: write it below 'hostapd:'"
    case .typed(let own): hint = Self.hint(for: key, value: nil, key: own)
    case .secret(let own?), .file(let own?): hint = "hostapd's '\(key)' is written as \(own)"
    case .secret(nil), .file(nil), .agent, .wep:
      hint = "this is an option of hostapd that has no place here: leave it out"
    }
  }

  /// How an option of hostapd is said in the spec.
  static func hint(for option: String, value: String?, key: String) -> String {
    switch (option, value) {
    case ("macaddr_acl", "0"): "leave it out: everybody may join unless 'mac-allow' is given"
    case ("wpa", "1"), ("wpa", "3"):
      "write it as \(key), such as wpa2-personal: WPA1 is broken, and cannot be declared"
    case ("interface", _): "the name of the interface is the key below 'access-points:'"
    case ("ignore_broadcast_ssid", _): "write it as \(key): true"
    default: "write it as \(key)"
    }
  }

  private static let uplink =
    "it belongs to the interface that leads to the Internet, such as eth0, and is written where that is configured"
  private static let prefix =
    "write the prefix length behind the address: 'addresses: [192.168.0.5/24]' is 255.255.255.0"
  private static let belowSecurity = "write it below 'security:'"

  private static func ofRadio(_ key: String) -> (hint: String, key: String?) {
    ("it is a matter of the whole radio: write it as radios.*.\(key)", nil)
  }

  private static func ofAccessPoint(_ key: String) -> (hint: String, key: String?) {
    ("it is a matter of one access point: write it as access-points.*.\(key)", nil)
  }

  private static func called(_ key: String) -> (hint: String, key: String?) { ("it is called '\(key)' here", key) }

  /// By the path of the mapping; `*` is every mapping.
  private static let keys: [String: [String: (hint: String, key: String?)]] = [
    "*": [
      "gateway": (uplink, nil), "gateway4": (uplink, nil), "gateway6": (uplink, nil), "routes": (uplink, nil),
      "dns": (uplink, nil), "dns-nameservers": (uplink, nil), "nameservers": (uplink, nil),
      "dns-search": (uplink, nil), "netmask": (prefix, nil),
      "broadcast": ("the kernel derives it from the prefix length: leave it out", nil),
    ],
    "": [
      "network": ("this is netplan's; begin with 'version: 1', 'radios:' and 'access-points:'", nil),
      "wifis": ("this is netplan's; radios stand below 'radios:', access points below 'access-points:'", nil),
      "renderer": ("this is netplan's: leave it out", nil),
      "aps": called("access-points"),
      "interfaces": ("an interface is declared below 'access-points:'", "access-points"),
      "wifi": called("access-points"), "ssid": ofAccessPoint("ssid"), "country": ofRadio("country"),
      "channel": ofRadio("channel"),
    ],
    "radios.*": [
      "ssid": ofAccessPoint("ssid"), "security": ofAccessPoint("security"), "passphrase": ofAccessPoint("security"),
      "passphrase-file": ofAccessPoint("security"), "addresses": ofAccessPoint("addresses"),
      "max-clients": ofAccessPoint("max-clients"), "hidden": ofAccessPoint("hidden"),
      "access-points": ("access points stand at the top of the file, each naming its radio", nil),
      "module": called("driver"), "country-code": called("country"), "regdomain": called("country"),
      "regulatory-domain": called("country"), "bandwidth": called("width"), "channel-width": called("width"),
      "txpower": called("tx-power"), "power": called("tx-power"), "hwmode": called("band"), "htmode": called("width"),
      "beacon-int": called("beacon-interval"), "options": called("hostapd"), "path": ("write it below 'match:'", nil),
      "mac": ("write it below 'match:'", nil), "parameters": called("module-parameters"),
      "interface": ("the interface is the key of an access point below 'access-points:'", nil),
    ],
    "radios.*.match": [
      "id-path": called("path"), "macaddress": called("mac"), "mac-address": called("mac"), "pci": called("path"),
      "driver": ("the driver stands beside 'match:', not below it", nil),
    ],
    "access-points.*": [
      "address": ("write it as a list with the prefix length: 'addresses: [192.168.0.5/24]'", nil),
      "ip": ("write it as a list with the prefix length: 'addresses: [192.168.0.5/24]'", nil),
      "band": ofRadio("band"), "channel": ofRadio("channel"), "country": ofRadio("country"),
      "country-code": ofRadio("country"), "driver": ofRadio("driver"), "width": ofRadio("width"),
      "beacon-interval": ofRadio("beacon-interval"), "tx-power": ofRadio("tx-power"),
      "standards": ofRadio("standards"), "recovery": ofRadio("recovery"),
      "mode": (belowSecurity, nil), "passphrase": (belowSecurity, nil), "passphrase-file": (belowSecurity, nil),
      "passphrase-credential": (belowSecurity, nil), "passphrases": (belowSecurity, nil), "psk": (belowSecurity, nil),
      "pmf": (belowSecurity, nil), "radius": (belowSecurity, nil),
      "password": ("write it below 'security:', as 'passphrase' or 'passphrase-file'", nil),
      "key": ("write it below 'security:', as 'passphrase' or 'passphrase-file'", nil),
      "encryption": ("write it below 'security:', as 'mode'", nil), "auth": ("it is called 'security' here", nil),
      "hide-ssid": called("hidden"), "isolate": called("client-isolation"), "isolation": called("client-isolation"),
      "max-stations": called("max-clients"), "maxassoc": called("max-clients"), "name": called("ssid"),
      "essid": called("ssid"), "macaddress": called("mac-address"), "macaddr": called("mac-address"),
      "mac": called("mac-address"), "bssid": called("mac-address"), "options": called("hostapd"),
      "dhcp": ("addresses are handed out by a DHCP server of its own, such as dnsmasq: leave it out", nil),
      "dhcp4": ("addresses are handed out by a DHCP server of its own, such as dnsmasq: leave it out", nil),
      "disabled": ("write 'enabled: false'", nil),
      "interface": ("the interface is the key of the access point itself", nil),
    ],
    "access-points.*.security": [
      "ssid": ("write it beside 'security:', not below it", nil), "type": called("mode"), "proto": called("mode"),
      "key-management": called("mode"), "key-mgmt": called("mode"), "encryption": called("mode"),
      "password": called("passphrase"), "key": called("passphrase"), "password-file": called("passphrase-file"),
      "passwords": called("passphrases"), "mfp": called("pmf"), "servers": called("radius"),
      "wpa-passphrase": called("passphrase"), "wpa-psk": called("psk"),
    ],
    "access-points.*.security.radius": [
      "server": called("authentication"), "servers": called("authentication"), "auth": called("authentication"),
      "acct": called("accounting"),
      "address": ("servers stand in a list: 'authentication: [{address: ..., secret-file: ...}]'", nil),
      "secret": ("servers stand in a list: 'authentication: [{address: ..., secret-file: ...}]'", nil),
    ],
  ]

  // MARK: - Values

  /// What people write for true and false.
  static let booleans = ["true": true, "yes": true, "on": true, "false": false, "no": false, "off": false]

  /// The word of the spec for one of another tool, in the place of a choice.
  static func word(_ text: String, for path: String) -> String? {
    let word = text.lowercased().filter { $0 != " " }.replacingUnderscores
    return words[path]?[word]
  }

  /// Why a word that other tools take is none here.
  static func refusal(of text: String, for path: String) -> String? {
    let word = text.lowercased()
    guard path == "access-points.*.security.mode" else { return nil }
    if word.hasPrefix("wep") { return "WEP is broken within minutes" }
    return ["wpa", "wpa1", "wpa-personal", "wpa-psk-tkip", "tkip"].contains(word) ? "WPA1 with TKIP is broken" : nil
  }

  private static let words: [String: [String: String]] = [
    "radios.*.band": [
      "2.4": "2.4GHz", "2,4ghz": "2.4GHz", "2": "2.4GHz", "2g": "2.4GHz", "2.4g": "2.4GHz", "2ghz": "2.4GHz",
      "2.4ghz": "2.4GHz", "b": "2.4GHz", "g": "2.4GHz", "bg": "2.4GHz", "b/g": "2.4GHz", "b/g/n": "2.4GHz",
      "bgn": "2.4GHz", "11g": "2.4GHz", "5": "5GHz", "5g": "5GHz", "5ghz": "5GHz", "a": "5GHz", "11a": "5GHz",
      "ac": "5GHz", "6": "6GHz", "6g": "6GHz", "6e": "6GHz", "6ghz": "6GHz",
    ],
    "radios.*.channel": ["0": "auto", "acs": "auto", "acs-survey": "auto", "automatic": "auto", "any": "auto"],
    "radios.*.standards": [
      "11n": "n", "802.11n": "n", "ht": "n", "wifi4": "n", "wi-fi4": "n", "11ac": "ac", "802.11ac": "ac", "vht": "ac",
      "wifi5": "ac", "wi-fi5": "ac", "11ax": "ax", "802.11ax": "ax", "he": "ax", "wifi6": "ax", "wi-fi6": "ax",
    ],
    "access-points.*.security.mode": [
      "wpa2": "wpa2-personal", "wpa2-psk": "wpa2-personal", "wpa-psk": "wpa2-personal", "psk": "wpa2-personal",
      "psk2": "wpa2-personal", "wpa3": "wpa3-personal", "wpa3-sae": "wpa3-personal", "sae": "wpa3-personal",
      "wpa2-wpa3": "wpa2-wpa3-personal", "wpa2/wpa3": "wpa2-wpa3-personal", "sae-mixed": "wpa2-wpa3-personal",
      "wpa3-transition": "wpa2-wpa3-personal", "eap": "wpa2-enterprise", "wpa2-eap": "wpa2-enterprise",
      "wpa-eap": "wpa2-enterprise", "802.1x": "wpa2-enterprise", "enterprise": "wpa2-enterprise",
      "none": "open", "off": "open", "enhanced-open": "owe",
    ],
    "access-points.*.security.pmf": [
      "0": "disabled", "1": "optional", "2": "required", "off": "disabled", "no": "disabled", "false": "disabled",
      "none": "disabled", "on": "required", "yes": "required", "true": "required", "capable": "optional",
    ],
  ]

  /// The first decimal number in a text such as `40MHz`, `HT40+` or `06`.
  static func number(in text: String) -> Int? {
    let digits = text.utf8.drop { !isDigit($0) }.prefix { isDigit($0) }.drop { $0 == UInt8(ascii: "0") }
    if digits.isEmpty { return text.utf8.contains(UInt8(ascii: "0")) ? 0 : nil }
    return digits.count <= 9 ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension String {
  fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? "-" : $0 }) }
}
