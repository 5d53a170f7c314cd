# UAP_SYS_CONFIG (0xb0), which configures the network: one answer lost, which the driver never gets over, then deaf.
# bound: 240
access_point_and_client
when "the answer to the next configuration will be lost" emulator rule 0xb0 drop act=1
recovery_begins
when "the SSID is changed" story_spec 6 another_name
one_reload_heals "answer to 0xb0 lost" "mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1" 30
when "the client is told the new name" client_seeks another_name
then_within 60 "the client pings again" client_pings 192.168.0.5
given "a chip that starts anew when its driver leaves" emulator policy unload=reset
when "the firmware will go deaf at the next configuration" emulator rule 0xb0 hang act=1
recovery_begins
when "the SSID is changed back" story_spec
one_reload_heals "deaf at 0xb0" "mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1" 30
