# RF_TX_PWR (0x1e), which is the agent's own probe: one answer lost, then deaf.
# bound: 240
access_point_alone
when "the answer to the next probe will be lost" emulator rule 0x1e drop
recovery_begins
when "the address is removed, which makes the agent look" ip address del 192.168.0.5/24 dev uap0
one_reload_heals "answer to 0x1e lost" "Timeout cmd id = 0x1e" 30
given "a chip that starts anew when its driver leaves" emulator policy unload=reset
when "the firmware will go deaf at the next probe" emulator rule 0x1e hang
recovery_begins
when "the address is removed, which makes the agent look" ip address del 192.168.0.5/24 dev uap0
one_reload_heals "deaf at 0x1e" "Timeout cmd id = 0x1e" 30
