# The firmware dies silently: no kernel line, hostapd says ENABLED. The health tick finds it; a reload does not help
# such a chip, so the agent says so and goes on trying, until the card is power-cycled.
# bound: 400
access_point_and_client
when "the firmware dies" emulator die
then_within 45 "the access point is no longer called ready" not access_point_is_ready uap0
then_within 60 "the driver is reloaded" agent_said "unload-module mwifiex_usb"
then_within 120 "the agent waits for another round" condition_is uap0 Stalled True RecoveryBackoff
then_now "it says when" agent_said "the next round is in"
when "the card is power-cycled" emulator replug
then_within 60 "the access point is ready" access_point_is_ready uap0
then_within 60 "the client pings again" client_pings 192.168.0.5
