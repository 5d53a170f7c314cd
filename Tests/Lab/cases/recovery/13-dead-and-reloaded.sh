# The firmware dies silently in a chip that starts anew when its driver leaves: the tick finds it, one reload heals it.
# bound: 240
access_point_and_client
given "a chip that watches for its host" emulator policy unload=reset
recovery_begins
steps_begin
when "the firmware dies" emulator die
then_within 45 "the access point is no longer called ready" not access_point_is_ready uap0
then_within 60 "it is healed" is_healed
then_now "by one reload" remedies_were reload-driver
recovery_took "dead at idle"
then_within 60 "the client pings again" client_pings 192.168.0.5
then_within 10 "it did as the simulated agent does" steps_are dead-and-reloaded
