/* SPDX-License-Identifier: GPL-2.0-only */
/* A stand-in for mwifiex_pcie: what its parts share. The lab uses it to see an agent at work; it drives no real chip. */
#ifndef PCI_RADIO_MWIFIEX_H
#define PCI_RADIO_MWIFIEX_H

#include <linux/netdevice.h>
#include <linux/workqueue.h>
#include <net/cfg80211.h>

#include "card.h"

#define MAX_INTERFACES 3
#define RECENT 5
#define DRIVER_VERSION "mwifiex 1.0 (16.68.1.p179)"

/* Host commands by their ids in the real driver's fw.h. */
enum host_command {
	GET_HW_SPEC = 0x03,
	SCAN_EXT = 0x107,
	ASSOCIATE = 0x12,
	SNMP_MIB = 0x16,
	RF_TX_POWER = 0x1e,
	RF_ANTENNA = 0x20,
	DEAUTHENTICATE = 0x24,
	MAC_ADDRESS = 0x4d,
	KEY_MATERIAL = 0x5e,
	FUNC_INIT = 0xa9,
	FUNC_SHUTDOWN = 0xaa,
	UAP_SYS_RESET = 0xaf,
	UAP_SYS_CONFIG = 0xb0,
	UAP_BSS_START = 0xb1,
	UAP_BSS_STOP = 0xb2,
	UAP_STA_LIST = 0xb3,
	UAP_STA_DEAUTH = 0xb5,
	PS_MODE = 0xe4,
	SET_BSS_MODE = 0xf7,
	MGMT_FRAME_REG = 0x10c,
};

/* One binding of the driver to a card. */
struct adapter {
	struct pci_dev *device;
	struct card *card;
	struct wiphy *wiphy; /* NULL: the firmware did not come up */
	struct net_device *interfaces[MAX_INTERFACES];
	struct work_struct bring_up;

	/* Commands: one at a time. */
	struct mutex commanding;
	wait_queue_head_t waiting;
	struct delayed_work timer;
	struct work_struct reset;
	u16 current_id, current_action;
	bool timed_out; /* "bad state": until the driver starts anew */
	bool removed;   /* "card is removed": while it is being taken down */
	u32 lives;      /* how often it was brought up */
	unsigned int recent;
	__le16 last_id[RECENT], last_action[RECENT], last_response[RECENT], last_event[RECENT];
};

/* An interface: access point or station. What others on the air see of it is under the lock there. */
struct interface {
	struct wireless_dev wdev;
	struct net_device *netdev;
	struct adapter *adapter;
	struct list_head place;
	u16 frames_wanted;

	/* An access point: what it sends while it serves. */
	bool serving;
	struct cfg80211_chan_def channel;
	u16 period, capability;
	u8 ssid[IEEE80211_MAX_SSID_LEN];
	size_t ssid_length;
	u8 *elements;
	size_t elements_length;

	/* A station: what it seeks (with its request's elements), and whom it has joined. */
	struct delayed_work seek, watch, scan;
	struct cfg80211_scan_request *scanning;
	u8 wanted[IEEE80211_MAX_SSID_LEN];
	size_t wanted_length;
	u8 *request;
	size_t request_length;
	struct interface *joined;
	bool connected; /* it believes so, with or without beacons */
	unsigned int beacons_missed;
	unsigned long since;
	u32 sent, received;
};

#define say(adapter, format, ...) dev_info(&(adapter)->device->dev, format, ##__VA_ARGS__)

/* driver.c */
void take_down(struct adapter *adapter);

/* command.c: 0, or -1 with the lines that the real driver writes. */
int command(struct adapter *adapter, u16 id, u16 action);
void commands_begin(struct adapter *adapter);
void command_timer(struct work_struct *work);
void driver_reset(struct work_struct *work);

/* interface.c: with RTNL and the wiphy's lock held. */
struct wiphy *new_wiphy(struct adapter *adapter);
struct net_device *add_interface(struct adapter *adapter, const char *name, unsigned char name_assign_type,
				 enum nl80211_iftype type);
void delete_interface(struct net_device *netdev);

/* air.c: the medium between all cards. */
void air_enter(struct interface *interface);
void air_leave(struct interface *interface);
int air_serve(struct interface *interface, struct cfg80211_ap_settings *settings);
int air_beacon(struct interface *interface, struct cfg80211_beacon_data *beacon);
void air_stop(struct interface *interface);
void air_dismiss(struct interface *interface, const u8 *station, u16 reason);
int air_station(struct interface *interface, int index, u8 *address, bool by_address, struct station_info *info);
int air_seek(struct interface *interface, const struct cfg80211_connect_params *parameters);
void air_disconnect(struct interface *interface, u16 reason);
int air_scan(struct interface *interface, struct cfg80211_scan_request *request);
void air_silence(struct interface *interface);
netdev_tx_t air_send(struct sk_buff *packet, struct net_device *netdev);

static inline struct interface *interface_of(struct net_device *netdev)
{
	return netdev_priv(netdev);
}

#endif
