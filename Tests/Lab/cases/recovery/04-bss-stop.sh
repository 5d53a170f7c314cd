# BSS_STOP (0xb2), which takes the network off the air: one answer lost, then deaf.
# bound: 240
access_point_alone
when "the answer to the next stop will be lost" emulator rule 0xb2 drop
recovery_begins
when "hostapd is killed" kill -KILL "$(hostapd_pid)"
one_reload_heals "answer to 0xb2 lost" "Timeout cmd id = 0xb2" 30
given "a chip that starts anew when its driver leaves" emulator policy unload=reset
when "the firmware will go deaf at the next stop" emulator rule 0xb2 hang
recovery_begins
when "hostapd is killed" kill -KILL "$(hostapd_pid)"
one_reload_heals "deaf at 0xb2" "Timeout cmd id = 0xb2" 30
