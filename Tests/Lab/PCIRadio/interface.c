// SPDX-License-Identifier: GPL-2.0-only
/* What cfg80211 and the network stack see: a full-MAC radio with up to three interfaces. */
#include <linux/etherdevice.h>
#include <linux/module.h>

#include "mwifiex.h"

#define MAX_STATIONS 8
#define TX_POWER_DBM 16

static struct adapter *adapter_of(struct wiphy *wiphy)
{
	return *(struct adapter **)wiphy_priv(wiphy);
}

/* --- Network interfaces --- */

static int open(struct net_device *netdev)
{
	netif_tx_start_all_queues(netdev);
	return 0;
}

static int stop(struct net_device *netdev)
{
	netif_tx_stop_all_queues(netdev);
	air_silence(interface_of(netdev));
	return 0;
}

static int set_mac_address(struct net_device *netdev, void *address)
{
	struct adapter *adapter = interface_of(netdev)->adapter;

	if (command(adapter, MAC_ADDRESS, 1)) {
		say(adapter, "set mac address failed: ret=%d\n", -1);
		return -1;
	}
	return eth_mac_addr(netdev, address);
}

static const struct net_device_ops netdev_ops = {
	.ndo_open = open,
	.ndo_stop = stop,
	.ndo_start_xmit = air_send,
	.ndo_set_mac_address = set_mac_address,
	.ndo_validate_addr = eth_validate_addr,
};

/* The first of each kind has the card's address, for an access point with one bit turned. */
static void choose_address(struct net_device *netdev, enum nl80211_iftype type, u8 index)
{
	struct adapter *adapter = interface_of(netdev)->adapter;
	u8 address[ETH_ALEN];

	ether_addr_copy(address, adapter->wiphy->perm_addr);
	if (type == NL80211_IFTYPE_AP)
		address[4] ^= 0x02;
	if (index > 1)
		address[4] ^= 0x10 * index;
	eth_hw_addr_set(netdev, address);
}

struct net_device *add_interface(struct adapter *adapter, const char *name, unsigned char name_assign_type,
				 enum nl80211_iftype type)
{
	struct interface *interface;
	struct net_device *netdev;
	unsigned int index;
	int result;

	for (index = 0; index < MAX_INTERFACES && adapter->interfaces[index]; index++)
		;
	if (index == MAX_INTERFACES) {
		say(adapter, "cannot create multiple %s ifaces\n", type == NL80211_IFTYPE_AP ? "AP" : "sta/adhoc");
		return ERR_PTR(-ENOMEM);
	}
	if (command(adapter, SET_BSS_MODE, 1))
		return ERR_PTR(-EPERM);
	netdev = alloc_netdev(sizeof(*interface), name, name_assign_type, ether_setup);
	if (!netdev)
		return ERR_PTR(-ENOMEM);
	interface = interface_of(netdev);
	interface->netdev = netdev;
	interface->adapter = adapter;
	interface->wdev.wiphy = adapter->wiphy;
	interface->wdev.netdev = netdev;
	interface->wdev.iftype = type;
	netdev->ieee80211_ptr = &interface->wdev;
	netdev->netdev_ops = &netdev_ops;
	netdev->needs_free_netdev = true;
	netdev->watchdog_timeo = 5 * HZ;
	SET_NETDEV_DEV(netdev, &adapter->device->dev);
	choose_address(netdev, type, index);
	netif_carrier_off(netdev);
	air_enter(interface);
	result = cfg80211_register_netdevice(netdev);
	if (result) {
		say(adapter, "cannot register network device\n");
		air_leave(interface);
		free_netdev(netdev);
		return ERR_PTR(result);
	}
	adapter->interfaces[index] = netdev;
	return netdev;
}

void delete_interface(struct net_device *netdev)
{
	struct interface *interface = interface_of(netdev);
	struct adapter *adapter = interface->adapter;
	unsigned int index;

	for (index = 0; index < MAX_INTERFACES; index++)
		if (adapter->interfaces[index] == netdev)
			adapter->interfaces[index] = NULL;
	air_leave(interface);
	cfg80211_unregister_netdevice(netdev);
}

static struct wireless_dev *add_virtual_intf(struct wiphy *wiphy, const char *name, unsigned char name_assign_type,
					     enum nl80211_iftype type, struct vif_params *parameters)
{
	struct net_device *netdev = add_interface(adapter_of(wiphy), name, name_assign_type, type);

	return IS_ERR(netdev) ? ERR_CAST(netdev) : netdev->ieee80211_ptr;
}

static int del_virtual_intf(struct wiphy *wiphy, struct wireless_dev *wdev)
{
	delete_interface(wdev->netdev);
	return 0;
}

static int change_virtual_intf(struct wiphy *wiphy, struct net_device *netdev, enum nl80211_iftype type,
			       struct vif_params *parameters)
{
	air_silence(interface_of(netdev));
	/* It is of the new kind whatever the firmware says then: on that hostapd has relied. */
	netdev->ieee80211_ptr->iftype = type;
	return command(adapter_of(wiphy), SET_BSS_MODE, 1);
}

/* --- Access point --- */

static bool has_country(const struct cfg80211_beacon_data *beacon)
{
	return cfg80211_find_ie(WLAN_EID_COUNTRY, beacon->tail, beacon->tail_len);
}

static int start_ap(struct wiphy *wiphy, struct net_device *netdev, struct cfg80211_ap_settings *settings)
{
	struct adapter *adapter = adapter_of(wiphy);

	if (has_country(&settings->beacon) && command(adapter, SNMP_MIB, 1))
		say(adapter, "11D: failed to enable 11D\n");
	if (command(adapter, UAP_SYS_CONFIG, 1)) {
		say(adapter, "Failed to set AP configuration\n");
	} else if (command(adapter, UAP_BSS_START, 0)) {
		say(adapter, "Failed to start the BSS\n");
	} else {
		return air_serve(interface_of(netdev), settings);
	}
	say(adapter, "Failed to start AP\n");
	return -1;
}

static int change_beacon(struct wiphy *wiphy, struct net_device *netdev, struct cfg80211_beacon_data *beacon)
{
	struct adapter *adapter = adapter_of(wiphy);

	if (command(adapter, UAP_SYS_CONFIG, 1)) {
		say(adapter, "%s: setting mgmt ies failed\n", "mwifiex_cfg80211_change_beacon");
		return -EFAULT;
	}
	return air_beacon(interface_of(netdev), beacon);
}

static int stop_ap(struct wiphy *wiphy, struct net_device *netdev, unsigned int link)
{
	struct adapter *adapter = adapter_of(wiphy);

	air_stop(interface_of(netdev));
	if (command(adapter, UAP_SYS_CONFIG, 1))
		say(adapter, "Failed to delete mgmt IEs!\n");
	if (command(adapter, UAP_BSS_STOP, 0)) {
		say(adapter, "Failed to stop the BSS\n");
		return -1;
	}
	if (command(adapter, UAP_SYS_RESET, 0)) {
		say(adapter, "Failed to reset BSS\n");
		return -1;
	}
	return 0;
}

static int del_station(struct wiphy *wiphy, struct net_device *netdev, struct station_del_parameters *parameters)
{
	const u8 *address = parameters->mac;

	if (address && is_broadcast_ether_addr(address))
		address = NULL;
	if (command(adapter_of(wiphy), UAP_STA_DEAUTH, 1))
		return -1;
	air_dismiss(interface_of(netdev), address, parameters->reason_code);
	return 0;
}

static int get_station(struct wiphy *wiphy, struct net_device *netdev, const u8 *address, struct station_info *info)
{
	u8 found[ETH_ALEN];

	ether_addr_copy(found, address);
	return air_station(interface_of(netdev), 0, found, true, info);
}

static int dump_station(struct wiphy *wiphy, struct net_device *netdev, int index, u8 *address,
			struct station_info *info)
{
	/* Asked for once a list; a firmware that does not answer leaves the driver with what it knew. */
	if (!index && netdev->ieee80211_ptr->iftype == NL80211_IFTYPE_AP)
		command(adapter_of(wiphy), UAP_STA_LIST, 0);
	return air_station(interface_of(netdev), index, address, false, info);
}

/* --- Station --- */

static int scan(struct wiphy *wiphy, struct cfg80211_scan_request *request)
{
	struct adapter *adapter = adapter_of(wiphy);

	if (adapter->removed || adapter->timed_out) {
		say(adapter, "Ignore scan. Card removed or firmware in bad state\n");
		return -EFAULT;
	}
	if (command(adapter, SCAN_EXT, 0)) {
		say(adapter, "scan failed: %d\n", -1);
		return -EFAULT;
	}
	return air_scan(interface_of(request->wdev->netdev), request);
}

static int connect(struct wiphy *wiphy, struct net_device *netdev, struct cfg80211_connect_params *parameters)
{
	if (command(adapter_of(wiphy), ASSOCIATE, 0))
		return -EFAULT;
	return air_seek(interface_of(netdev), parameters);
}

static int disconnect(struct wiphy *wiphy, struct net_device *netdev, u16 reason)
{
	command(adapter_of(wiphy), DEAUTHENTICATE, 0);
	air_disconnect(interface_of(netdev), reason);
	return 0;
}

/* --- Both --- */

static int add_key(struct wiphy *wiphy, struct net_device *netdev, int link, u8 index, bool pairwise,
		   const u8 *address, struct key_params *key)
{
	struct adapter *adapter = adapter_of(wiphy);

	if (!command(adapter, KEY_MATERIAL, 1))
		return 0;
	say(adapter, "crypto keys added\n");
	return -EFAULT;
}

static int del_key(struct wiphy *wiphy, struct net_device *netdev, int link, u8 index, bool pairwise,
		   const u8 *address)
{
	struct adapter *adapter = adapter_of(wiphy);

	if (!command(adapter, KEY_MATERIAL, 4))
		return 0;
	say(adapter, "deleting the crypto keys\n");
	return -EFAULT;
}

static int set_default_key(struct wiphy *wiphy, struct net_device *netdev, int link, u8 index, bool unicast,
			   bool multicast)
{
	return 0;
}

static int set_power_mgmt(struct wiphy *wiphy, struct net_device *netdev, bool enabled, int timeout)
{
	return command(adapter_of(wiphy), PS_MODE, enabled);
}

static int set_tx_power(struct wiphy *wiphy, struct wireless_dev *wdev, enum nl80211_tx_power_setting type, int mbm)
{
	return command(adapter_of(wiphy), RF_TX_POWER, 1);
}

static int get_tx_power(struct wiphy *wiphy, struct wireless_dev *wdev, int *dbm)
{
	*dbm = TX_POWER_DBM;
	return command(adapter_of(wiphy), RF_TX_POWER, 0);
}

static int get_antenna(struct wiphy *wiphy, u32 *send, u32 *receive)
{
	*send = wiphy->available_antennas_tx;
	*receive = wiphy->available_antennas_rx;
	return command(adapter_of(wiphy), RF_ANTENNA, 0);
}

static int get_channel(struct wiphy *wiphy, struct wireless_dev *wdev, unsigned int link,
		       struct cfg80211_chan_def *channel)
{
	struct interface *interface = interface_of(wdev->netdev);

	/* Of an access point the driver remembers it after its end. */
	if (wdev->iftype != NL80211_IFTYPE_AP || !interface->channel.chan)
		return -ENODATA;
	*channel = interface->channel;
	return 0;
}

static int mgmt_tx(struct wiphy *wiphy, struct wireless_dev *wdev, struct cfg80211_mgmt_tx_params *parameters,
		   u64 *cookie)
{
	*cookie = 1;
	cfg80211_mgmt_tx_status(wdev, *cookie, parameters->buf, parameters->len, true, GFP_KERNEL);
	return 0;
}

static void update_mgmt_frame_registrations(struct wiphy *wiphy, struct wireless_dev *wdev,
					    struct mgmt_frame_regs *wanted)
{
	struct interface *interface = interface_of(wdev->netdev);
	struct adapter *adapter = interface->adapter;

	if (interface->frames_wanted == (u16)wanted->interface_stypes)
		return;
	interface->frames_wanted = wanted->interface_stypes;
	if (command(adapter, MGMT_FRAME_REG, 1))
		say(adapter, "could not unregister mgmt frame rx\n");
}

static const struct cfg80211_ops operations = {
	.add_virtual_intf = add_virtual_intf,
	.del_virtual_intf = del_virtual_intf,
	.change_virtual_intf = change_virtual_intf,
	.start_ap = start_ap,
	.change_beacon = change_beacon,
	.stop_ap = stop_ap,
	.del_station = del_station,
	.get_station = get_station,
	.dump_station = dump_station,
	.scan = scan,
	.connect = connect,
	.disconnect = disconnect,
	.add_key = add_key,
	.del_key = del_key,
	.set_default_key = set_default_key,
	.set_power_mgmt = set_power_mgmt,
	.set_tx_power = set_tx_power,
	.get_tx_power = get_tx_power,
	.get_antenna = get_antenna,
	.get_channel = get_channel,
	.mgmt_tx = mgmt_tx,
	.update_mgmt_frame_registrations = update_mgmt_frame_registrations,
};

/* --- The radio --- */

#define CHANNEL(which, number, frequency) { .band = which, .hw_value = number, .center_freq = frequency, .max_power = 20 }
#define LOW(number) CHANNEL(NL80211_BAND_2GHZ, number, 2407 + 5 * number)
#define HIGH(number) CHANNEL(NL80211_BAND_5GHZ, number, 5000 + 5 * number)
#define RATE(number) { .bitrate = number, .hw_value = number }

static const struct ieee80211_channel low_channels[] = {
	LOW(1), LOW(2), LOW(3), LOW(4), LOW(5), LOW(6), LOW(7), LOW(8), LOW(9), LOW(10), LOW(11), LOW(12), LOW(13),
};
static const struct ieee80211_channel high_channels[] = {
	HIGH(36), HIGH(40), HIGH(44), HIGH(48), HIGH(52), HIGH(56), HIGH(60), HIGH(64), HIGH(100), HIGH(104),
	HIGH(108), HIGH(112), HIGH(116), HIGH(120), HIGH(124), HIGH(128), HIGH(132), HIGH(136), HIGH(140), HIGH(149),
	HIGH(153), HIGH(157), HIGH(161), HIGH(165),
};
static struct ieee80211_rate rates[] = {
	RATE(10), RATE(20), RATE(55), RATE(110), RATE(60), RATE(90), RATE(120), RATE(180), RATE(240), RATE(360),
	RATE(480), RATE(540),
};

/* What belongs to one radio: cfg80211 writes the regulatory limits into the channels. */
struct radio {
	struct adapter *adapter;
	struct ieee80211_channel low_channels[ARRAY_SIZE(low_channels)], high_channels[ARRAY_SIZE(high_channels)];
	struct ieee80211_supported_band low, high;
};

static const u32 ciphers[] = {
	WLAN_CIPHER_SUITE_WEP40, WLAN_CIPHER_SUITE_WEP104, WLAN_CIPHER_SUITE_TKIP, WLAN_CIPHER_SUITE_CCMP,
};

#define FRAME(kind) BIT(IEEE80211_STYPE_##kind >> 4)
static const struct ieee80211_txrx_stypes frames[NUM_NL80211_IFTYPES] = {
	[NL80211_IFTYPE_STATION] = { .tx = FRAME(ACTION), .rx = FRAME(ACTION) | FRAME(PROBE_REQ) },
	[NL80211_IFTYPE_AP] = { .tx = 0xffff,
				.rx = FRAME(ASSOC_REQ) | FRAME(REASSOC_REQ) | FRAME(PROBE_REQ) | FRAME(DISASSOC) |
				      FRAME(AUTH) | FRAME(DEAUTH) | FRAME(ACTION) },
};

static const struct ieee80211_iface_limit limits[] = {
	{ .max = MAX_INTERFACES, .types = BIT(NL80211_IFTYPE_STATION) | BIT(NL80211_IFTYPE_AP) },
};
static const struct ieee80211_iface_combination combinations[] = {
	{
		.limits = limits,
		.n_limits = ARRAY_SIZE(limits),
		.num_different_channels = 1,
		.max_interfaces = MAX_INTERFACES,
		.beacon_int_infra_match = true,
	},
};

static void set_up_band(struct ieee80211_supported_band *band, enum nl80211_band which,
			struct ieee80211_channel *channels, unsigned int count, unsigned int first_rate)
{
	band->band = which;
	band->channels = channels;
	band->n_channels = count;
	band->bitrates = rates + first_rate;
	band->n_bitrates = ARRAY_SIZE(rates) - first_rate;
	band->ht_cap.ht_supported = true;
	band->ht_cap.cap = IEEE80211_HT_CAP_SUP_WIDTH_20_40 | IEEE80211_HT_CAP_SM_PS | IEEE80211_HT_CAP_SGI_20 |
			   IEEE80211_HT_CAP_SGI_40;
	band->ht_cap.mcs.rx_mask[0] = 0xff;
	band->ht_cap.mcs.rx_mask[1] = 0xff;
	band->ht_cap.mcs.tx_params = IEEE80211_HT_MCS_TX_DEFINED;
}

struct wiphy *new_wiphy(struct adapter *adapter)
{
	const u8 address[ETH_ALEN] = { 0x00, 0x50, 0x43, 0x40 + adapter->device->bus->number, 0x00, 0x01 };
	struct wiphy *wiphy = wiphy_new(&operations, sizeof(struct radio));
	struct radio *radio;

	if (!wiphy)
		return NULL;
	radio = wiphy_priv(wiphy);
	radio->adapter = adapter;
	memcpy(radio->low_channels, low_channels, sizeof(low_channels));
	memcpy(radio->high_channels, high_channels, sizeof(high_channels));
	set_up_band(&radio->low, NL80211_BAND_2GHZ, radio->low_channels, ARRAY_SIZE(low_channels), 0);
	/* The first four rates are of 802.11b. */
	set_up_band(&radio->high, NL80211_BAND_5GHZ, radio->high_channels, ARRAY_SIZE(high_channels), 4);
	wiphy->bands[NL80211_BAND_2GHZ] = &radio->low;
	wiphy->bands[NL80211_BAND_5GHZ] = &radio->high;
	set_wiphy_dev(wiphy, &adapter->device->dev);
	ether_addr_copy(wiphy->perm_addr, address);
	wiphy->interface_modes = BIT(NL80211_IFTYPE_STATION) | BIT(NL80211_IFTYPE_AP);
	wiphy->iface_combinations = combinations;
	wiphy->n_iface_combinations = ARRAY_SIZE(combinations);
	wiphy->mgmt_stypes = frames;
	wiphy->cipher_suites = ciphers;
	wiphy->n_cipher_suites = ARRAY_SIZE(ciphers);
	wiphy->signal_type = CFG80211_SIGNAL_TYPE_MBM;
	wiphy->max_scan_ssids = 10;
	wiphy->max_scan_ie_len = IEEE80211_MAX_DATA_LEN;
	wiphy->max_ap_assoc_sta = MAX_STATIONS;
	wiphy->available_antennas_tx = 3;
	wiphy->available_antennas_rx = 3;
	wiphy->features |= NL80211_FEATURE_INACTIVITY_TIMER;
	wiphy->flags |= WIPHY_FLAG_HAVE_AP_SME | WIPHY_FLAG_AP_PROBE_RESP_OFFLOAD | WIPHY_FLAG_PS_ON_BY_DEFAULT;
	wiphy->flags &= ~WIPHY_FLAG_NETNS_OK;
	wiphy->probe_resp_offload = NL80211_PROBE_RESP_OFFLOAD_SUPPORT_WPS | NL80211_PROBE_RESP_OFFLOAD_SUPPORT_WPS2 |
				    NL80211_PROBE_RESP_OFFLOAD_SUPPORT_P2P;
	return wiphy;
}
