# The firmware dies silently in a chip that starts anew when its driver leaves: the tick finds it, one reload heals it.
# bound: 240
access_point_and_client
given "a chip that watches for its host" emulator policy unload=reset
when "the firmware dies" emulator die
then_within 45 "the access point is no longer called ready" not access_point_is_ready uap0
then_within 60 "the driver is reloaded" agent_said "unload-module mwifiex_usb"
then_within 60 "the access point is ready" access_point_is_ready uap0
then_within 60 "the client pings again" client_pings 192.168.0.5
then_now "one driver-level action was enough" agent_said_times 1 "remedy for radio main"
