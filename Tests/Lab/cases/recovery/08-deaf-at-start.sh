# The firmware goes deaf while hostapd is starting: hostapd is left alone until it is known whose fault it is.
# bound: 300
given "two emulated cards" emulator_with 0 1
given "a chip that starts anew when its driver leaves" emulator policy unload=reset
given "the firmware will hang at the first configuration" emulator rule 0xb0 hang
recovery_begins
given "the agent with the story's spec" agent_with_story_spec
then_within 60 "the kernel gives up waiting" kernel_says "mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1"
then_within 60 "the agent knows that it is the firmware" agent_said "fault of firmware"
then_now "hostapd was not stopped before the verdict" agent_said_nothing_of_before hostapd\ process "fault of firmware"
then_within 60 "it is healed" is_healed
then_now "by one reload" remedies_were reload-driver
recovery_took "deaf at 0xb0, at the first start"
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
