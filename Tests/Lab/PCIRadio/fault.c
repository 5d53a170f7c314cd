// SPDX-License-Identifier: GPL-2.0-only
/* The cards as they are without a driver, and debugfs for what goes wrong with them. */
#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/mutex.h>

#include "card.h"

#define CARDS 4
/* A register that reads back inverted, holds what was written, and survives a reset of the bus. */
#define HEALTH_REGISTER 0x04
#define HEALTH_IS_SET 0xca4d0000u

static struct card cards[CARDS];
static struct dentry *folder;
static DEFINE_MUTEX(attaching);

static const struct card_plan healthy = {
	.download_ms = 200,
	.timeout_ms = 10000,
	.refuse_result = 1,
	.reset_heals = 1,
};

static u32 read_health(void __iomem *registers)
{
	u32 value = ~readl(registers + HEALTH_REGISTER);

	/* A card that was never written to is well. */
	return (value & 0xffff0000) == HEALTH_IS_SET ? value & 0xffff : 0;
}

static void write_health(void __iomem *registers, u32 health)
{
	writel(HEALTH_IS_SET | health, registers + HEALTH_REGISTER);
}

u32 card_health(struct card *card)
{
	return read_health(card->registers);
}
EXPORT_SYMBOL_GPL(card_health);

void card_set_health(struct card *card, u32 health)
{
	write_health(card->registers, health);
}
EXPORT_SYMBOL_GPL(card_set_health);

void card_attach(struct card *card, void __iomem *registers)
{
	mutex_lock(&attaching);
	card->registers = registers;
	mutex_unlock(&attaching);
}
EXPORT_SYMBOL_GPL(card_attach);

void card_hang(struct card *card, u32 seconds)
{
	/* In slices, so that the kernel's watch for hung tasks sees it move. */
	while (seconds--)
		if (wait_for_completion_timeout(&card->released, HZ))
			break;
}
EXPORT_SYMBOL_GPL(card_hang);

bool card_was_reset(struct pci_dev *device)
{
	/* The driver uses no MSI, so nobody but a reset writes this; the kernel does not restore what is not enabled. */
	int where = device->msi_cap + PCI_MSI_ADDRESS_LO;
	u32 value;

	pci_read_config_dword(device, where, &value);
	pci_write_config_dword(device, where, HEALTH_IS_SET);
	return value != HEALTH_IS_SET;
}
EXPORT_SYMBOL_GPL(card_was_reset);

/* Runs a read or a write on the registers, with or without a driver. */
static int with_registers(struct card *card, u64 *value, bool writes)
{
	struct pci_dev *device = NULL;
	void __iomem *registers = NULL;
	int result = -ENODEV;

	mutex_lock(&attaching);
	if (card->registers) {
		registers = card->registers;
	} else {
		while ((device = pci_get_device(CARD_VENDOR, CARD_DEVICE, device)))
			if (!strcmp(pci_name(device), card->name))
				break;
		if (device)
			registers = pci_iomap(device, 0, 0);
	}
	if (registers) {
		if (writes)
			write_health(registers, *value);
		else
			*value = read_health(registers);
		result = 0;
	}
	if (device) {
		if (registers)
			pci_iounmap(device, registers);
		pci_dev_put(device);
	}
	mutex_unlock(&attaching);
	return result;
}

static int health_get(void *card, u64 *value)
{
	return with_registers(card, value, false);
}

static int health_set(void *card, u64 value)
{
	return with_registers(card, &value, true);
}
DEFINE_DEBUGFS_ATTRIBUTE(health_file, health_get, health_set, "%llu\n");

static int release_set(void *data, u64 value)
{
	struct card *card = data;

	if (value)
		complete_all(&card->released);
	else
		reinit_completion(&card->released);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(release_file, NULL, release_set, "%llu\n");

/* As new, with nothing planned. What hangs goes on until it is released. */
static int heal_set(void *data, u64 value)
{
	struct card *card = data;

	card->plan = healthy;
	return health_set(card, 0);
}
DEFINE_DEBUGFS_ATTRIBUTE(heal_file, NULL, heal_set, "%llu\n");

static void add_card(struct pci_dev *device)
{
	const char *name = pci_name(device);
	struct dentry *files;
	struct card *card;
	unsigned int index;

	for (index = 0; index < CARDS && cards[index].name[0]; index++)
		if (!strcmp(cards[index].name, name))
			return;
	if (index == CARDS)
		return;
	card = &cards[index];
	card->plan = healthy;
	card_was_reset(device);
	init_completion(&card->released);
	strscpy(card->name, name, sizeof(card->name));
	files = debugfs_create_dir(name, folder);
#define KNOB(knob) debugfs_create_u32(#knob, 0600, files, &card->plan.knob)
	KNOB(download_ms);
	KNOB(timeout_ms);
	KNOB(hang);
	KNOB(hang_after);
	KNOB(lose);
	KNOB(refuse);
	KNOB(refuse_result);
	KNOB(reloads);
	KNOB(already);
	KNOB(inactive);
	KNOB(remove_hang_s);
	KNOB(dump_s);
	KNOB(self_reset);
	KNOB(reset_heals);
	KNOB(rescan_heals);
#undef KNOB
	debugfs_create_u32("downloads", 0600, files, &card->downloads);
	debugfs_create_u32("commands", 0600, files, &card->commands);
	debugfs_create_file_unsafe("health", 0600, files, card, &health_file);
	debugfs_create_file_unsafe("release", 0200, files, card, &release_file);
	debugfs_create_file_unsafe("heal", 0200, files, card, &heal_file);
}

struct card *card_of(struct pci_dev *device)
{
	unsigned int index;

	for (index = 0; index < CARDS; index++)
		if (!strcmp(cards[index].name, pci_name(device)))
			return &cards[index];
	return NULL;
}
EXPORT_SYMBOL_GPL(card_of);

static int device_removed(struct notifier_block *block, unsigned long action, void *data)
{
	struct pci_dev *device = to_pci_dev(data);
	struct card *card = card_of(device);

	if (action == BUS_NOTIFY_REMOVED_DEVICE && card)
		card->was_removed = true;
	return NOTIFY_DONE;
}

static struct notifier_block removals = { .notifier_call = device_removed };

static int __init fault_init(void)
{
	struct pci_dev *device = NULL;

	folder = debugfs_create_dir("mwifiex_fault", NULL);
	while ((device = pci_get_device(CARD_VENDOR, CARD_DEVICE, device)))
		add_card(device);
	/* A card does not forget when its driver goes, and `modprobe -r` of that takes along what nobody holds. */
	__module_get(THIS_MODULE);
	return bus_register_notifier(&pci_bus_type, &removals);
}
module_init(fault_init);

MODULE_DESCRIPTION("What goes wrong with the lab's PCI radios");
MODULE_LICENSE("GPL");
