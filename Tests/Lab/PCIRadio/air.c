// SPDX-License-Identifier: GPL-2.0-only
/* The medium: access points send beacons, stations find, join and lose them, frames pass. Nothing of it is encrypted. */
#include <linux/etherdevice.h>
#include <linux/slab.h>

#include "mwifiex.h"

#define SCAN_TIME (HZ / 10)
#define JOIN_TIME (HZ / 20)
#define BEACONS_MISSED 3
#define SIGNAL_MBM (-4000)

/* Guards the list and, in each interface on it, what others see. */
static DEFINE_SPINLOCK(air);
static LIST_HEAD(everybody);

static bool has_radio(struct interface *interface)
{
	return !(card_health(interface->adapter->card) & CARD_MUTE);
}

static bool is_well(struct interface *interface)
{
	return !card_health(interface->adapter->card);
}

static void tell_of(struct interface *station, struct interface *point)
{
	struct wiphy *wiphy = station->wdev.wiphy;
	struct cfg80211_inform_bss about = {
		.chan = ieee80211_get_channel(wiphy, point->channel.chan->center_freq),
		.signal = SIGNAL_MBM,
	};

	if (about.chan)
		cfg80211_put_bss(wiphy, cfg80211_inform_bss_data(wiphy, &about, CFG80211_BSS_FTYPE_PRESP,
								 point->netdev->dev_addr, 0, point->capability,
								 point->period, point->elements,
								 point->elements_length, GFP_ATOMIC));
}

/* The station's driver learns that it is no longer joined. */
static void lose(struct interface *station, u16 reason, bool by_itself)
{
	station->joined = NULL;
	if (!station->connected)
		return;
	station->connected = false;
	netif_carrier_off(station->netdev);
	cfg80211_disconnected(station->netdev, reason, NULL, 0, by_itself, GFP_ATOMIC);
}

static void scan_work(struct work_struct *work)
{
	struct interface *station = container_of(to_delayed_work(work), struct interface, scan);
	struct cfg80211_scan_info result = { };
	struct cfg80211_scan_request *request = xchg(&station->scanning, NULL);
	struct interface *point;

	if (!request)
		return;
	spin_lock_bh(&air);
	list_for_each_entry(point, &everybody, place)
		if (point->serving && has_radio(point) && is_well(station))
			tell_of(station, point);
	spin_unlock_bh(&air);
	cfg80211_scan_done(request, &result);
}

int air_scan(struct interface *interface, struct cfg80211_scan_request *request)
{
	if (cmpxchg(&interface->scanning, NULL, request))
		return -EBUSY;
	schedule_delayed_work(&interface->scan, SCAN_TIME);
	return 0;
}

static void join(struct interface *station, struct interface *point)
{
	struct station_info *about = kzalloc(sizeof(*about), GFP_ATOMIC);

	tell_of(station, point);
	station->joined = point;
	station->connected = true;
	station->beacons_missed = 0;
	station->since = jiffies;
	station->sent = 0;
	station->received = 0;
	netif_carrier_on(station->netdev);
	if (about) {
		about->assoc_req_ies = station->request;
		about->assoc_req_ies_len = station->request_length;
		cfg80211_new_sta(point->netdev, station->netdev->dev_addr, about, GFP_ATOMIC);
		kfree(about);
	}
	cfg80211_connect_result(station->netdev, point->netdev->dev_addr, station->request, station->request_length,
				NULL, 0, WLAN_STATUS_SUCCESS, GFP_ATOMIC);
	schedule_delayed_work(&station->watch, HZ);
}

static void seek_work(struct work_struct *work)
{
	struct interface *station = container_of(to_delayed_work(work), struct interface, seek);
	struct interface *point, *found = NULL;

	spin_lock_bh(&air);
	list_for_each_entry(point, &everybody, place)
		if (point->serving && has_radio(point) && point->ssid_length == station->wanted_length &&
		    !memcmp(point->ssid, station->wanted, point->ssid_length))
			found = point;
	if (found && is_well(station))
		join(station, found);
	else
		cfg80211_connect_result(station->netdev, NULL, NULL, 0, NULL, 0, WLAN_STATUS_UNSPECIFIED_FAILURE,
					GFP_ATOMIC);
	spin_unlock_bh(&air);
}

int air_seek(struct interface *interface, const struct cfg80211_connect_params *parameters)
{
	u8 *request = kmemdup(parameters->ie, parameters->ie_len, GFP_KERNEL);

	if (parameters->ie_len && !request)
		return -ENOMEM;
	spin_lock_bh(&air);
	swap(interface->request, request);
	interface->request_length = parameters->ie_len;
	memcpy(interface->wanted, parameters->ssid, parameters->ssid_len);
	interface->wanted_length = parameters->ssid_len;
	spin_unlock_bh(&air);
	kfree(request);
	schedule_delayed_work(&interface->seek, JOIN_TIME);
	return 0;
}

/* Once a second a station listens for its access point; a silent one is lost without a word in the log. */
static void watch_work(struct work_struct *work)
{
	struct interface *station = container_of(to_delayed_work(work), struct interface, watch);

	spin_lock_bh(&air);
	if (station->connected) {
		if (station->joined && has_radio(station->joined) && has_radio(station))
			station->beacons_missed = 0;
		else
			station->beacons_missed++;
		/* A deaf firmware cannot even tell its driver. */
		if (station->beacons_missed >= BEACONS_MISSED && is_well(station))
			lose(station, WLAN_REASON_DEAUTH_LEAVING, false);
		else
			schedule_delayed_work(&station->watch, HZ);
	}
	spin_unlock_bh(&air);
}

void air_disconnect(struct interface *interface, u16 reason)
{
	cancel_delayed_work_sync(&interface->seek);
	spin_lock_bh(&air);
	if (interface->joined && has_radio(interface->joined) && has_radio(interface))
		cfg80211_del_sta(interface->joined->netdev, interface->netdev->dev_addr, GFP_ATOMIC);
	lose(interface, reason, true);
	spin_unlock_bh(&air);
}

/* The interface does nothing on its own any more. */
void air_silence(struct interface *interface)
{
	struct cfg80211_scan_info aborted = { .aborted = true };
	struct cfg80211_scan_request *request;

	cancel_delayed_work_sync(&interface->scan);
	request = xchg(&interface->scanning, NULL);
	if (request)
		cfg80211_scan_done(request, &aborted);
	air_disconnect(interface, WLAN_REASON_DEAUTH_LEAVING);
	cancel_delayed_work_sync(&interface->watch);
}

void air_enter(struct interface *interface)
{
	INIT_DELAYED_WORK(&interface->scan, scan_work);
	INIT_DELAYED_WORK(&interface->seek, seek_work);
	INIT_DELAYED_WORK(&interface->watch, watch_work);
	spin_lock_bh(&air);
	list_add_tail(&interface->place, &everybody);
	spin_unlock_bh(&air);
}

void air_leave(struct interface *interface)
{
	air_silence(interface);
	air_stop(interface);
	spin_lock_bh(&air);
	list_del(&interface->place);
	spin_unlock_bh(&air);
	kfree(interface->request);
}

/* The elements of the beacon: those before the place of the traffic map, then those after it. */
int air_beacon(struct interface *interface, struct cfg80211_beacon_data *beacon)
{
	const struct ieee80211_mgmt *frame = (const void *)beacon->head;
	size_t fixed = offsetof(struct ieee80211_mgmt, u.beacon.variable), before;
	u8 *elements;

	if (beacon->head_len < fixed)
		return 0;
	before = beacon->head_len - fixed;
	elements = kmalloc(before + beacon->tail_len, GFP_KERNEL);
	if (!elements)
		return -ENOMEM;
	memcpy(elements, frame->u.beacon.variable, before);
	memcpy(elements + before, beacon->tail, beacon->tail_len);
	spin_lock_bh(&air);
	swap(interface->elements, elements);
	interface->elements_length = before + beacon->tail_len;
	interface->capability = le16_to_cpu(frame->u.beacon.capab_info);
	spin_unlock_bh(&air);
	kfree(elements);
	return 0;
}

int air_serve(struct interface *interface, struct cfg80211_ap_settings *settings)
{
	int result = air_beacon(interface, &settings->beacon);

	if (result)
		return result;
	spin_lock_bh(&air);
	interface->channel = settings->chandef;
	interface->period = settings->beacon_interval;
	memcpy(interface->ssid, settings->ssid, settings->ssid_len);
	interface->ssid_length = settings->ssid_len;
	interface->serving = true;
	spin_unlock_bh(&air);
	netif_carrier_on(interface->netdev);
	return 0;
}

/* An access point sends a station away, or all of them. Who cannot hear it finds out by the beacons. */
void air_dismiss(struct interface *interface, const u8 *station, u16 reason)
{
	struct interface *other;

	spin_lock_bh(&air);
	list_for_each_entry(other, &everybody, place) {
		if (other->joined != interface || (station && !ether_addr_equal(station, other->netdev->dev_addr)))
			continue;
		cfg80211_del_sta(interface->netdev, other->netdev->dev_addr, GFP_ATOMIC);
		if (has_radio(interface) && is_well(other))
			lose(other, reason, false);
		else
			other->joined = NULL;
	}
	spin_unlock_bh(&air);
}

void air_stop(struct interface *interface)
{
	u8 *elements = NULL;

	air_dismiss(interface, NULL, WLAN_REASON_DEAUTH_LEAVING);
	spin_lock_bh(&air);
	interface->serving = false;
	swap(interface->elements, elements);
	interface->elements_length = 0;
	spin_unlock_bh(&air);
	kfree(elements);
	netif_carrier_off(interface->netdev);
}

static void describe(struct interface *station, struct station_info *info)
{
	info->filled = BIT_ULL(NL80211_STA_INFO_CONNECTED_TIME) | BIT_ULL(NL80211_STA_INFO_RX_PACKETS) |
		       BIT_ULL(NL80211_STA_INFO_TX_PACKETS) | BIT_ULL(NL80211_STA_INFO_SIGNAL);
	info->connected_time = (jiffies - station->since) / HZ;
	info->rx_packets = station->sent;
	info->tx_packets = station->received;
	info->signal = SIGNAL_MBM / 100;
}

/* A station of this access point, by its number or address. */
int air_station(struct interface *interface, int index, u8 *address, bool by_address, struct station_info *info)
{
	struct interface *other;
	int result = -ENOENT;

	spin_lock_bh(&air);
	list_for_each_entry(other, &everybody, place) {
		if (other->joined != interface)
			continue;
		if (by_address ? !ether_addr_equal(address, other->netdev->dev_addr) : index--)
			continue;
		ether_addr_copy(address, other->netdev->dev_addr);
		describe(other, info);
		result = 0;
		break;
	}
	spin_unlock_bh(&air);
	return result;
}

static void receive(struct interface *interface, struct sk_buff *packet)
{
	struct net_device *netdev = interface->netdev;
	unsigned int length = packet->len;

	if (dev_forward_skb(netdev, packet) == NET_RX_SUCCESS) {
		netdev->stats.rx_packets++;
		netdev->stats.rx_bytes += length;
	}
}

/* From an access point to its stations, but for the one that it comes from. */
static void to_stations(struct interface *point, struct interface *from, struct sk_buff *packet)
{
	const u8 *destination = eth_hdr(packet)->h_dest;
	struct interface *station;
	struct sk_buff *copy;

	list_for_each_entry(station, &everybody, place) {
		if (station->joined != point || station == from || !has_radio(station))
			continue;
		if (is_multicast_ether_addr(destination) ||
		    ether_addr_equal(destination, station->netdev->dev_addr)) {
			copy = skb_copy(packet, GFP_ATOMIC);
			if (!copy)
				continue;
			station->received++;
			receive(station, copy);
		}
	}
}

netdev_tx_t air_send(struct sk_buff *packet, struct net_device *netdev)
{
	struct interface *interface = interface_of(netdev), *point;

	netdev->stats.tx_packets++;
	netdev->stats.tx_bytes += packet->len;
	skb_reset_mac_header(packet);
	spin_lock_bh(&air);
	point = interface->serving ? interface : interface->joined;
	if (point && has_radio(interface) && has_radio(point)) {
		to_stations(point, interface, packet);
		if (point != interface) {
			interface->sent++;
			if (is_multicast_ether_addr(eth_hdr(packet)->h_dest) ||
			    ether_addr_equal(eth_hdr(packet)->h_dest, point->netdev->dev_addr)) {
				receive(point, packet);
				packet = NULL;
			}
		}
	}
	spin_unlock_bh(&air);
	if (packet)
		dev_kfree_skb(packet);
	return NETDEV_TX_OK;
}
