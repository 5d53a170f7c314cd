# A spec that the radio cannot carry is refused with its reason, and what was good last stays on the air, and is healed.
given "two emulated cards" emulator_with 0 1
given "the agent with the story's spec" agent_with_story_spec
then_within 60 "the access point is ready" access_point_is_ready uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
before=$(hostapd_pid)
when "the spec asks for a channel that the country forbids" story_spec 14
then_within 20 "it is refused by name" condition_is uap0 Stalled True ChannelDisabled
then_now "hostapd is the same" not hostapd_is_another_than "$before"
then_within 60 "the client still pings" client_pings 192.168.0.5
refused() { wifi-ap validate --device; [ $? = 65 ]; }
then_now "the command line says so, at the place" refused
when "hostapd is killed" kill -9 "$before"
then_within 60 "it is started again" hostapd_is_another_than "$before"
then_within 60 "the client pings again" client_pings 192.168.0.5
when "the spec asks for a channel that there is" story_spec 11
then_within 60 "the access point is ready" access_point_is_ready uap0
