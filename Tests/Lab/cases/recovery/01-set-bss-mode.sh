# SET_BSS_MODE (0xf7), which adds the interface: one answer lost, then deaf from it on.
# bound: 240
access_point_alone
when "the answer to the next change of role will be lost" emulator rule 0xf7 drop bss=1
recovery_begins
steps_begin
when "uap0 is deleted" iw dev uap0 del
one_reload_heals "answer to 0xf7 lost" "Timeout cmd id = 0xf7" 30
given "a chip that starts anew when its driver leaves" emulator policy unload=reset
when "the firmware will go deaf at the next change of role" emulator rule 0xf7 hang bss=1
recovery_begins
when "uap0 is deleted" iw dev uap0 del
one_reload_heals "deaf at 0xf7" "Timeout cmd id = 0xf7" 30
then_within 10 "it did as the simulated agent does" steps_are answer-lost
