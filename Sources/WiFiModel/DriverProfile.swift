/// What is known of a driver that neither sysfs nor nl80211 tells.
package struct DriverProfile: Hashable, Sendable {
  /// Whether NL80211_CMD_GET_INTERFACE makes the driver ask its firmware and leaves out the transmit power when that
  /// does not answer, so that it may serve as a probe.
  package var answersProbe: Bool
  /// Whether stopping and starting hostapd is known to hang the firmware.
  package var restartsCanHang: Bool
  /// How long firmware may take from the driver's load to a registered wiphy.
  package var startTime: Uptime.Span
  /// How long the driver resets a hung card by itself, before anybody else should.
  package var ownReset: Uptime.Span
  /// The names of the interface that the driver makes for itself; hostapd on it hangs the firmware.
  package var stationPrefix: String?
  /// How many clients an access point can serve where the kernel does not say it.
  package var maximumClients: UInt16?
  /// Whether the firmware, and not mac80211, speaks 802.11: hostapd then makes no further interface by itself.
  package var isFullMAC: Bool
  /// Whether the driver heeds NL80211_TX_POWER_LIMITED.
  package var limitsPower: Bool

  /// Who knows how strong a client is heard.
  package var clientSignal: ClientSignal

  /// What NL80211_CMD_GET_STATION does for a client of an access point. hostapd sends it for each client that it is
  /// asked for (`hostapd_get_sta_info`, src/ap/ctrl_iface_ap.c).
  package enum ClientSignal: Hashable, Sendable {
    /// The kernel answers from its own memory.
    case kernel
    /// The driver refuses without asking its firmware: nobody knows.
    case none
    /// It may reach the firmware: never asked for without occasion.
    case firmware
  }

  /// The profile of a driver; a cautious one for drivers that are not known here.
  package init(of driver: ModuleName) {
    let text = driver.text
    answersProbe = false
    restartsCanHang = false
    startTime = .seconds(20)
    ownReset = .seconds(0)
    stationPrefix = nil
    maximumClients = nil
    isFullMAC = Self.fullMAC.contains(text)
    limitsPower = true
    // brcmfmac asks its firmware for `sta_info`, and mac80211 the driver's sta_statistics, which some pass on. These have
    // no firmware, and mac80211 counts for them (`sta_set_sinfo`, net/mac80211/sta_info.c).
    clientSignal = ["mac80211_hwsim", "ath5k", "ath9k"].contains(text) ? .kernel : .firmware
    guard ["mwifiex_pcie", "mwifiex_sdio", "mwifiex_usb"].contains(text) else { return }
    // drivers/net/wireless/marvell/mwifiex: get_tx_power asks the firmware (cfg80211.c); a command times out after
    // 10 s (main.h); PCIe and SDIO have a card_reset operation, USB has none (usb.c).
    answersProbe = true
    restartsCanHang = true
    ownReset = text == "mwifiex_usb" ? .seconds(0) : .seconds(60)
    stationPrefix = "mlan"
    // What the firmware of the 8997 tells (max_sta_conn); a driver that was told nothing leaves it out of the wiphy.
    maximumClients = 8
    // mwifiex_cfg80211_get_station knows only the access point that it is itself a client of; for others it returns ENOENT.
    clientSignal = .none
    // mwifiex_cfg80211_set_tx_power takes only a fixed power; a limit makes it automatic.
    limitsPower = false
  }

  /// The drivers of drivers/net/wireless that register with cfg80211 and not with mac80211.
  private static let fullMAC: Set<String> = [
    "ath6kl_sdio", "ath6kl_usb", "brcmfmac", "moal", "mwifiex_pcie", "mwifiex_sdio", "mwifiex_usb", "qtnfmac_pcie",
    "wil6210", "wilc1000_sdio", "wilc1000_spi",
  ]
}
