# The firmware dies silently: no kernel line, hostapd says ENABLED. The health tick finds it. The chip keeps its state
# over a reload ("already running"), so that does not help: it is not repeated at once, the agent says so and goes on
# trying, until the card is enumerated anew.
# bound: 300
access_point_and_client
recovery_begins
steps_begin
when "the firmware dies" emulator die
then_within 45 "the access point is no longer called ready" not access_point_is_ready uap0
then_within 60 "the driver is reloaded" agent_said "unload-module mwifiex_usb"
then_within 120 "the agent waits for another round" condition_is uap0 Stalled True RecoveryBackoff
then_now "the radio's firmware is not called healthy" condition_is main FirmwareHealthy False
then_now "it says when" agent_said "the next round is in"
then_hold 10 "nothing more is done meanwhile" remedies_were reload-driver
when "the card is power-cycled" emulator replug
then_within 60 "it is healed" is_healed
then_now "by nothing more of the agent's" remedies_were reload-driver
recovery_took "dead at idle, reloaded in vain, power-cycled"
then_within 60 "the client pings again" client_pings 192.168.0.5
then_within 10 "it did as the simulated agent does" steps_are dead-at-idle
