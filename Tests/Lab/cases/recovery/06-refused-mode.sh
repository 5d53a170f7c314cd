# The firmware answers SET_BSS_MODE with "not supported", time and again: it is alive, so nothing is done to its driver.
# The interface is tried again after pauses, visibly, and is there once the firmware takes it.
# bound: 240
given "an emulated card" emulator_with 0
given "a firmware that refuses the role of an access point" emulator rule 0xf7 result 2 bss=1
given "the agent with the story's spec" agent_with_story_spec
recovery_begins
then_within 60 "the kernel says so" kernel_says "CMD_RESP: cmd 0xf7 error, result=0x2"
then_within 60 "the access point is stalled" condition_is uap0 Stalled True StepFailed
then_now "the firmware is not blamed" not agent_blames_firmware
then_hold 10 "nothing is done to the driver" remedies_were
when "the firmware takes the role" emulator clear
then_within 90 "the access point is ready" access_point_is_ready uap0
then_now "nothing was done to the driver" remedies_were
