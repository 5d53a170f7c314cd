# A chip that nothing brings back, not even a loss of power: each rung is tried once, the least first, then the agent waits
# for another round and says so.
# bound: 240
given "an emulated card" emulator_with 0
given "a card that loses its state with its port" emulator policy disconnect=reset
given "the story's spec" story_spec
given "... which lets the bus be reset" allow_bus_reset
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
recovery_begins
steps_begin
when "the chip breaks" emulator break
when "the address is removed, which makes the agent look" ip address del 192.168.0.5/24 dev uap0
then_within 40 "the agent blames the firmware" agent_blames_firmware
then_within 120 "the agent waits for another round" condition_is uap0 Stalled True RecoveryBackoff
then_now "the port's switch was tried, then the driver" remedies_were reset-bus reload-driver
then_now "the radio's firmware is not called healthy" condition_is main FirmwareHealthy False
then_now "the access point is not called ready" not access_point_is_ready uap0
then_hold 15 "nothing more is done in the pause" remedies_were reset-bus reload-driver
recovery_took "broken for good"
when "another chip is soldered in, and the card power-cycled" emulator heal
when "... both" emulator replug
then_within 60 "it is healed" is_healed
then_within 10 "it did as the simulated agent does" steps_are broken-and-replaced
