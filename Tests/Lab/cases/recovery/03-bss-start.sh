# UAP_BSS_START (0xb1), which puts the network on the air: one answer lost, then deaf.
# bound: 240
access_point_alone
when "the answer to the next start will be lost" emulator rule 0xb1 drop
recovery_begins
when "hostapd is killed" kill -KILL "$(hostapd_pid)"
one_reload_heals "answer to 0xb1 lost" "Timeout cmd id = 0xb1" 30
given "a chip that starts anew when its driver leaves" emulator policy unload=reset
when "the firmware will go deaf at the next start" emulator rule 0xb1 hang
recovery_begins
when "hostapd is killed" kill -KILL "$(hostapd_pid)"
one_reload_heals "deaf at 0xb1" "Timeout cmd id = 0xb1" 30
