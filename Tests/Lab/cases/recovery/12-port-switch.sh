# On a port that really cuts power, the switch alone heals deaf firmware: it comes before any reload. One card only: this
# virtual hub tells of a port's power only when it wakes up, which another card would prevent.
# bound: 240
given "an emulated card" emulator_with 0
given "a card that loses its state with its port" emulator policy disconnect=reset
given "the story's spec, which lets the bus be reset" story_spec
given "that permission" allow_bus_reset
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
recovery_begins
steps_begin
when "the firmware dies" emulator die
then_within 60 "the port is switched off" agent_said "disable-port platform-vhci_hcd.0-usb-0:1:1.0"
then_within 60 "it is healed" is_healed
then_within 10 "the firmware sends" card_shows 0 ap.0=active
then_now "by the switch alone" remedies_were reset-bus
recovery_took "dead at idle, with a port that cuts the power"
then_within 10 "it did as the simulated agent does" steps_are port-switched
