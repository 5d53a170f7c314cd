/// What the commands and events are called, for the trace.
enum CommandName {
  static let commands: [UInt16: String] = [
    0x03: "GET_HW_SPEC", 0x06: "SCAN", 0x0b: "GET_LOG", 0x10: "MULTICAST", 0x12: "ASSOCIATE", 0x16: "SNMP_MIB",
    0x1e: "RF_TX_PWR", 0x20: "RF_ANTENNA", 0x24: "DEAUTHENTICATE", 0x28: "MAC_CONTROL", 0x4d: "MAC_ADDRESS",
    0x5b: "11D_DOMAIN_INFO", 0x5e: "KEY_MATERIAL", 0x6b: "BG_SCAN_CONFIG", 0x7f: "TX_RATE_QUERY", 0x97: "VERSION_EXT",
    0xa4: "RSSI_INFO", 0xa9: "FUNC_INIT", 0xaa: "FUNC_SHUTDOWN", 0xaf: "UAP_SYS_RESET", 0xb0: "UAP_SYS_CONFIG",
    0xb1: "UAP_BSS_START", 0xb2: "UAP_BSS_STOP", 0xb3: "UAP_STA_LIST", 0xb5: "UAP_STA_DEAUTH", 0xcd: "11N_CFG",
    0xce: "11N_ADDBA_REQ", 0xcf: "11N_ADDBA_RSP", 0xd0: "11N_DELBA", 0xd6: "TX_RATE_CFG",
    0xd9: "RECONFIGURE_TX_BUFF", 0xdd: "CHAN_REPORT", 0xdf: "AMSDU_AGGR_CTRL", 0xe4: "PS_MODE_ENH",
    0xe5: "HS_CFG_ENH", 0xf7: "SET_BSS_MODE", 0x107: "SCAN_EXT", 0x10c: "MGMT_FRAME_REG", 0x10d: "REMAIN_ON_CHAN",
    0x242: "CHAN_REGION_CFG",
  ]

  static let events: [UInt16: String] = [
    0x03: "LINK_LOST", 0x08: "DEAUTHENTICATED", 0x2c: "STATION_LEFT", 0x2d: "STATION_JOINED", 0x2e: "BSS_START",
    0x43: "BSS_IDLE", 0x44: "BSS_ACTIVE", 0x58: "SCAN_REPORT", 0x74: "TX_STATUS",
  ]

  /// Commands whose first field is an action (get, set, remove).
  private static let withAction: Set<UInt16> = [
    0x16, 0x1e, 0x20, 0x4d, 0x5b, 0x5e, 0xa4, 0xb0, 0xcd, 0xd6, 0xd9, 0xdf, 0xe4, 0xe5, 0x10c, 0x10d, 0x242,
  ]

  static func command(_ id: UInt16) -> String { commands[id] ?? "UNKNOWN" }

  static func event(_ id: UInt16) -> String { events[id] ?? "UNKNOWN" }

  /// The action of a command as the trace shows it: `-` where the command has none.
  static func action(_ command: FirmwareCommand) -> String {
    guard withAction.contains(command.id), let action = command.action else { return "-" }
    return String(action)
  }
}
