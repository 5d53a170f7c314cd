// SPDX-License-Identifier: GPL-2.0-only
/* The PCI driver: binding, the firmware's start, reset and farewell. */
#include <linux/delay.h>
#include <linux/firmware.h>
#include <linux/module.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "mwifiex.h"

#define FIRMWARE "mrvl/pcieuart8997_combo_v4.bin"

static int load_firmware(struct adapter *adapter)
{
	struct card *card = adapter->card;
	struct card_plan *plan = &card->plan;
	bool reset = card_was_reset(adapter->device);
	const struct firmware *firmware;
	size_t size;
	u32 health;

	if ((reset && plan->reset_heals) || (card->was_removed && plan->rescan_heals))
		card_set_health(card, 0);
	card->was_removed = false;
	health = card_health(card);

	if (request_firmware(&firmware, FIRMWARE, &adapter->device->dev)) {
		say(adapter, "Failed to get firmware %s\n", FIRMWARE);
		return -1;
	}
	size = firmware->size;
	release_firmware(firmware);

	if (health && plan->already) {
		say(adapter, "WLAN FW already running! Skip FW dnld\n");
	} else {
		msleep(plan->download_ms);
		card->downloads++;
		say(adapter, "info: FW download over, size %zu bytes\n", size);
		if (plan->inactive) {
			say(adapter, "FW failed to be active in time\n");
			return -1;
		}
		if (!plan->reloads)
			card_set_health(card, 0);
		else if (health && plan->reloads != CARD_FOREVER)
			plan->reloads--;
	}
	say(adapter, "WLAN FW is active\n");
	return 0;
}

static int register_radio(struct adapter *adapter)
{
	struct net_device *station;
	struct wiphy *wiphy = new_wiphy(adapter);

	if (!wiphy)
		return -1;
	if (wiphy_register(wiphy)) {
		say(adapter, "cannot register with cfg80211\n");
		wiphy_free(wiphy);
		return -1;
	}
	adapter->wiphy = wiphy;
	rtnl_lock();
	wiphy_lock(wiphy);
	station = add_interface(adapter, "mlan%d", NET_NAME_ENUM, NL80211_IFTYPE_STATION);
	wiphy_unlock(wiphy);
	rtnl_unlock();
	if (!IS_ERR(station))
		return 0;
	say(adapter, "cannot create default STA interface\n");
	take_down(adapter);
	return -1;
}

static int bring_up(struct adapter *adapter)
{
	commands_begin(adapter);
	if (!load_firmware(adapter) && !command(adapter, FUNC_INIT, 0) && !command(adapter, GET_HW_SPEC, 0)) {
		say(adapter, "Unknown api_id: %d\n", 3);
		say(adapter, "Unknown GET_HW_SPEC TLV type: %#x\n", 0x217);
		if (!register_radio(adapter)) {
			say(adapter, "info: MWIFIEX VERSION: %s\n", DRIVER_VERSION);
			say(adapter, "driver_version = %s\n", DRIVER_VERSION);
			return 0;
		}
	}
	say(adapter, "info: _mwifiex_fw_dpc: unregister device\n");
	return -1;
}

static void bring_up_later(struct work_struct *work)
{
	bring_up(container_of(work, struct adapter, bring_up));
}

/* The radio goes, with all its interfaces. Whoever waits for the firmware is sent home. */
void take_down(struct adapter *adapter)
{
	struct wiphy *wiphy = adapter->wiphy;
	unsigned int index;

	say(adapter, "info: shutdown mwifiex...\n");
	adapter->removed = true;
	wake_up_all(&adapter->waiting);
	cancel_delayed_work_sync(&adapter->timer);
	rtnl_lock();
	/* Without the wiphy's lock, which cfg80211 takes when an interface goes down. */
	for (index = 0; index < MAX_INTERFACES; index++)
		if (adapter->interfaces[index])
			dev_close(adapter->interfaces[index]);
	wiphy_lock(wiphy);
	for (index = 0; index < MAX_INTERFACES; index++)
		if (adapter->interfaces[index])
			delete_interface(adapter->interfaces[index]);
	wiphy_unlock(wiphy);
	rtnl_unlock();
	wiphy_unregister(wiphy);
	adapter->wiphy = NULL;
	wiphy_free(wiphy);
}

static int probe(struct pci_dev *device, const struct pci_device_id *id)
{
	struct card *card = card_of(device);
	struct adapter *adapter;
	int result;

	if (!card)
		return -ENODEV;
	result = pcim_enable_device(device);
	if (result)
		return result;
	result = pcim_iomap_regions(device, BIT(0), "mwifiex_pcie");
	if (result)
		return result;
	adapter = kzalloc(sizeof(*adapter), GFP_KERNEL);
	if (!adapter)
		return -ENOMEM;
	adapter->device = device;
	adapter->card = card;
	mutex_init(&adapter->commanding);
	init_waitqueue_head(&adapter->waiting);
	INIT_WORK(&adapter->bring_up, bring_up_later);
	INIT_WORK(&adapter->reset, driver_reset);
	INIT_DELAYED_WORK(&adapter->timer, command_timer);
	card_attach(card, pcim_iomap_table(device)[0]);
	pci_set_drvdata(device, adapter);
	queue_work(system_long_wq, &adapter->bring_up);
	return 0;
}

static void remove(struct pci_dev *device)
{
	struct adapter *adapter = pci_get_drvdata(device);
	struct card *card = adapter->card;

	/* Nothing can interrupt this, as with the real driver: whoever unloads stands in state D. */
	flush_work(&adapter->bring_up);
	card_hang(card, card->plan.remove_hang_s);
	if (adapter->wiphy) {
		command(adapter, FUNC_SHUTDOWN, 0);
		take_down(adapter);
	}
	cancel_delayed_work_sync(&adapter->timer);
	cancel_work_sync(&adapter->reset);
	card_attach(card, NULL);
	kfree(adapter);
}

/* Around a reset of the device, the driver's own or by sysfs. */
static void reset_prepare(struct pci_dev *device)
{
	struct adapter *adapter = pci_get_drvdata(device);

	flush_work(&adapter->bring_up);
	if (adapter->wiphy)
		take_down(adapter);
}

static void reset_done(struct pci_dev *device)
{
	struct adapter *adapter = pci_get_drvdata(device);

	/* A firmware that had not come up before is not tried again. */
	if (adapter->lives && adapter->removed && bring_up(adapter))
		dev_err(&device->dev, "reinit failed: %d\n", -1);
}

static const struct pci_error_handlers reset_handlers = {
	.reset_prepare = reset_prepare,
	.reset_done = reset_done,
};

static const struct pci_device_id devices[] = {
	{ PCI_DEVICE(CARD_VENDOR, CARD_DEVICE) },
	{ }
};
MODULE_DEVICE_TABLE(pci, devices);

static struct pci_driver mwifiex_pcie = {
	.name = "mwifiex_pcie",
	.id_table = devices,
	.probe = probe,
	.remove = remove,
	.err_handler = &reset_handlers,
};
module_pci_driver(mwifiex_pcie);

MODULE_DESCRIPTION("The lab's stand-in for mwifiex_pcie");
MODULE_LICENSE("GPL");
MODULE_FIRMWARE(FIRMWARE);
