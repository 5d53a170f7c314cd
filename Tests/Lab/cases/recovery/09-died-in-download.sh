# The chip dies while its firmware is downloaded. One that drops off the bus and is back is the driver's own business; one
# that goes deaf needs its power cut, which the port's switch does: the least that helps, and it comes first.
# bound: 240
given "an emulated card" emulator_with 0
given "a card that loses its state with its port" emulator policy disconnect=reset
given "the story's spec" story_spec
given "... which lets the bus be reset" allow_bus_reset
given "a chip that leaves the bus in the middle of the download" emulator download 4 leave
recovery_begins
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "the chip did leave" contains $TRACE "firmware leave"
then_now "nothing was done to the driver" remedies_were
when "the chip will go deaf in the middle of the next download" emulator download 4 hang
recovery_begins
when "the card loses power and gets it back" emulator replug
then_within 30 "the download fails" contains $TRACE "firmware hang"
then_within 90 "the agent blames the firmware" agent_blames_firmware
then_within 90 "it is healed" is_healed
then_now "by the port's switch alone" remedies_were reset-bus
recovery_took "deaf in the download"
