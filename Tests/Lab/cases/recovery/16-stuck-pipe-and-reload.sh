# The same chip on a port that may not be switched: the driver is reloaded, with the risk named, and the kernel does not
# survive it whole. The agent does, says so, and leaves the driver alone.
# bound: 240
expect_kernel 'BUG|Oops|WARNING|general protection fault|blocked for more than|refcount_t'
given "an emulated card" emulator_with 0
given "the agent with the story's spec" agent_with_story_spec
then_within 60 "the access point is ready" access_point_is_ready uap0
when "the chip will take no transfer after the next probe" emulator rule 0x1e nak
recovery_begins
when "the address is removed, which makes the agent look" ip address del 192.168.0.5/24 dev uap0
then_within 40 "the agent blames the firmware" agent_blames_firmware
then_within 60 "the kernel is damaged" kernel_says "Oops"
then_within 60 "the agent has noticed" agent_said "the kernel crashed"
then_now "the risk stands in the history" contains /run/wifi-ap/status.json "may crash the kernel"
then_within 40 "the agent says that the kernel is unsound" condition_is uap0 Stalled True KernelUnsound
then_now "the access point is not called ready" not access_point_is_ready uap0
then_hold 20 "the driver is left alone" remedies_were reload-driver
status_answers() { timeout 2 wifi-ap status --format json; }
then_now "the agent answers at once" status_answers
