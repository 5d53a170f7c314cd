# A chip that completes no transfer any more, on a port with a switch that may be used: the switch goes first, which takes
# the card off its bus before its driver lets go of it. Nothing is unloaded, and the kernel stays whole.
# bound: 240
given "an emulated card" emulator_with 0
given "a card that loses its state with its port" emulator policy disconnect=reset
given "the story's spec" story_spec
given "... which lets the bus be reset" allow_bus_reset
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
when "the chip will take no transfer after the next probe" emulator rule 0x1e nak
recovery_begins
when "the address is removed, which makes the agent look" ip address del 192.168.0.5/24 dev uap0
then_within 40 "the agent blames the firmware" agent_blames_firmware
then_within 60 "it is healed" is_healed
then_now "by the switch alone" remedies_were reset-bus
then_now "the driver was not unloaded" not agent_said unload-module
recovery_took "stuck at 0x1e, with a switch"
