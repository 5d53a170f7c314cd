// SPDX-License-Identifier: GPL-2.0-only
/* Host commands: who sends one sleeps in the kernel until it is answered or given up, as with the real driver. */
#include <linux/devcoredump.h>
#include <linux/pci.h>
#include <linux/vmalloc.h>

#include "mwifiex.h"

/* Response ids have the top bit set. */
#define RESPONSE 0x8000
#define DUMP_SIZE 4096

static void remember(struct adapter *adapter, u16 id, u16 action)
{
	adapter->recent = (adapter->recent + 1) % RECENT;
	adapter->last_id[adapter->recent] = cpu_to_le16(id);
	adapter->last_action[adapter->recent] = cpu_to_le16(action);
}

/* Whether the firmware answers this command, by its health and the plan. */
static bool is_answered(struct adapter *adapter, u16 id)
{
	struct card_plan *plan = &adapter->card->plan;

	if (id == plan->hang && !plan->hang_after--) {
		plan->hang = 0;
		plan->hang_after = 0;
		card_set_health(adapter->card, CARD_DEAF | CARD_MUTE);
	}
	if (card_health(adapter->card) & CARD_DEAF)
		return false;
	if (id == plan->lose) {
		plan->lose = 0;
		return false;
	}
	return true;
}

static int ask(struct adapter *adapter, u16 id, u16 action)
{
	struct card_plan *plan = &adapter->card->plan;
	int result;

	remember(adapter, id, action);
	if (is_answered(adapter, id)) {
		adapter->last_response[adapter->recent] = cpu_to_le16(id | RESPONSE);
		if (id != plan->refuse)
			return 0;
		say(adapter, "CMD_RESP: cmd %#x error, result=%#x\n", id, plan->refuse_result);
		return -1;
	}
	if (!delayed_work_pending(&adapter->timer)) {
		adapter->current_id = id;
		adapter->current_action = action;
		schedule_delayed_work(&adapter->timer, msecs_to_jiffies(plan->timeout_ms));
	}
	result = wait_event_interruptible(adapter->waiting, adapter->timed_out || adapter->removed);
	if (result)
		say(adapter, "cmd_wait_q terminated: %d\n", result);
	return -1;
}

int command(struct adapter *adapter, u16 id, u16 action)
{
	int result = -1;

	if (mutex_lock_interruptible(&adapter->commanding))
		return -1;
	if (adapter->removed) {
		say(adapter, "PREP_CMD: card is removed\n");
	} else if (adapter->timed_out) {
		say(adapter, "PREP_CMD: FW is in bad state\n");
	} else {
		adapter->card->commands++;
		result = ask(adapter, id, action);
	}
	mutex_unlock(&adapter->commanding);
	return result;
}

void commands_begin(struct adapter *adapter)
{
	adapter->removed = false;
	adapter->timed_out = false;
	adapter->lives++;
}

void command_timer(struct work_struct *work)
{
	struct adapter *adapter = container_of(to_delayed_work(work), struct adapter, timer);
	int size = sizeof(adapter->last_id);

	say(adapter, "mwifiex_cmd_timeout_func: Timeout cmd id = %#x, act = %#x\n", adapter->current_id,
	    adapter->current_action);
	say(adapter, "num_data_h2c_failure = %d\n", 0);
	say(adapter, "num_cmd_h2c_failure = %d\n", 0);
	say(adapter, "is_cmd_timedout = %d\n", 1);
	say(adapter, "num_tx_timeout = %d\n", 0);
	say(adapter, "last_cmd_index = %u\n", adapter->recent);
	say(adapter, "last_cmd_id: %*ph\n", size, adapter->last_id);
	say(adapter, "last_cmd_act: %*ph\n", size, adapter->last_action);
	say(adapter, "last_cmd_resp_index = %u\n", (adapter->recent + RECENT - 1) % RECENT);
	say(adapter, "last_cmd_resp_id: %*ph\n", size, adapter->last_response);
	say(adapter, "last_event_index = %d\n", 0);
	say(adapter, "last_event: %*ph\n", size, adapter->last_event);
	say(adapter, "data_sent=%d cmd_sent=%d\n", 0, 1);
	say(adapter, "ps_mode=%d ps_state=%d\n", 1, 0);
	adapter->timed_out = true;
	wake_up_all(&adapter->waiting);
	/* While the firmware starts, that start has failed, and that is all. */
	if (adapter->wiphy)
		queue_work(system_long_wq, &adapter->reset);
}

/* What the real driver does by itself after a time-out: it tells of its state, dumps the firmware, resets the card. */
void driver_reset(struct work_struct *work)
{
	struct adapter *adapter = container_of(work, struct adapter, reset);
	struct card_plan *plan = &adapter->card->plan;
	u32 life = adapter->lives;
	void *dump;

	say(adapter, "===mwifiex driverinfo dump start===\n");
	say(adapter, "info: MWIFIEX VERSION: %s\n", DRIVER_VERSION);
	say(adapter, "PCIE register dump start\n");
	say(adapter, "PCIE register dump end\n");
	say(adapter, "===mwifiex driverinfo dump end===\n");
	if (plan->dump_s) {
		say(adapter, "== mwifiex firmware dump start ==\n");
		card_hang(adapter->card, plan->dump_s);
		say(adapter, "== mwifiex firmware dump end ==\n");
		dump = vzalloc(DUMP_SIZE);
		if (dump) {
			say(adapter, "== mwifiex dump information to /sys/class/devcoredump start\n");
			dev_coredumpv(&adapter->device->dev, dump, DUMP_SIZE, GFP_KERNEL);
			say(adapter, "== mwifiex dump information to /sys/class/devcoredump end\n");
		}
	}
	/* Its result is ignored, and a device that somebody else holds is not reset: as there. */
	if (plan->self_reset && life == adapter->lives)
		pci_try_reset_function(adapter->device);
}
