# The firmware loses the answer to 0xb0 while the access point is changed: the driver gives up on it for ever, and only
# its reload helps.
# bound: 240
access_point_and_client
when "the answer to the next configuration will be lost" emulator rule 0xb0 drop act=1
when "the SSID is changed" story_spec 6 another_name
then_within 40 "the kernel gives up waiting" kernel_says "mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1"
then_within 60 "the driver is reloaded" agent_said "unload-module mwifiex_usb"
then_now "the agent said why" agent_said "fault of firmware"
then_within 60 "the access point is ready" access_point_is_ready uap0
when "the client is told the new name" client_seeks another_name
then_within 60 "the client pings again" client_pings 192.168.0.5
then_now "one driver-level action was enough" agent_said_times 1 "remedy for radio main"
