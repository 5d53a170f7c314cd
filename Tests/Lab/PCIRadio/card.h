/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a card keeps while no driver is bound to it, and the plan of what will go wrong with it. The module mwifiex_fault
 * owns both and stays loaded; README.md in the folder above lists the files by which a case sets the plan.
 */
#ifndef PCI_RADIO_CARD_H
#define PCI_RADIO_CARD_H

#include <linux/completion.h>
#include <linux/pci.h>

/* QEMU's educational device, on which all of this plays. */
#define CARD_VENDOR 0x1234
#define CARD_DEVICE 0x11e8

/* The firmware's health, a set of these: answers no command; sends and receives nothing. */
#define CARD_DEAF 1
#define CARD_MUTE 2

/* A count that is never used up. */
#define CARD_FOREVER ((u32)~0)

struct card_plan {
	u32 download_ms;   /* how long the firmware's download takes */
	u32 timeout_ms;    /* after which the driver gives a command up */
	u32 hang;          /* the firmware hangs at this command, ... */
	u32 hang_after;    /* ... when so many of them have been answered */
	u32 lose;          /* the next such command's answer is lost */
	u32 refuse;        /* each such command is answered with an error, ... */
	u32 refuse_result; /* ... with this one */
	u32 reloads;       /* so many downloads will not bring a hung firmware back */
	u32 already;       /* a hung firmware says it is running: none is downloaded */
	u32 inactive;      /* a downloaded firmware never becomes active */
	u32 remove_hang_s; /* letting go of the card takes so long, in state D */
	u32 dump_s;        /* the firmware's dump after a time-out; 0: this chip has none */
	u32 self_reset;    /* the driver's own reset follows a time-out */
	u32 reset_heals;   /* a reset of the device resets the chip */
	u32 rescan_heals;  /* removing the device and scanning for it does */
};

struct card {
	char name[20]; /* 0000:01:00.0 */
	struct card_plan plan;
	struct completion released; /* ends what hangs by the plan */
	void __iomem *registers;    /* while a driver is bound */
	bool was_removed;           /* the device was, since firmware was last loaded */
	/* Counted for the cases. */
	u32 downloads;
	u32 commands;
};

/* The card of a device; NULL if it is none of the first few. */
struct card *card_of(struct pci_dev *device);

/* A driver is bound to it, with its registers mapped, until it says so with NULL. */
void card_attach(struct card *card, void __iomem *registers);

/* Only while attached. The truth is in the device, where neither unload nor removal reaches it. */
u32 card_health(struct card *card);
void card_set_health(struct card *card, u32 health);

/* Waits in state D, until that time has passed or a case releases it. */
void card_hang(struct card *card, u32 seconds);

/* Says once whether the device was reset since it was last asked. */
bool card_was_reset(struct pci_dev *device);

#endif
