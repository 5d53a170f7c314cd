# The spec is replaced by rename, and by an editor that writes it in two halves.
# bound: 240
access_point_and_client
before=$(hostapd_pid)
steps_begin
when "the spec is replaced by rename, with channel 11" story_spec 11
on_channel_11() { iw dev uap0 info | grep -qF 'channel 11 '; }
then_within 60 "it is on channel 11" on_channel_11
then_within 60 "the client pings again" client_pings 192.168.0.5
then_within 10 "it did as the simulated agent does" steps_are channel-edited
before=$(hostapd_pid)
when "half a spec is written in place" sh -c 'head -c 300 /etc/wifi-ap.d/lobby.yaml >/run/half; cat /run/half >/etc/wifi-ap.d/lobby.yaml'
then_within 20 "the agent says what is wrong with it" agent_said "lobby.yaml:"
then_hold 3 "the last good access point stays" access_point_is_enabled_by_agent
then_now "hostapd is the same" not hostapd_is_another_than "$before"
when "the spec is completed, with channel 1" story_spec 1
on_channel_1() { iw dev uap0 info | grep -qF 'channel 1 '; }
then_within 60 "it is on channel 1" on_channel_1
then_within 60 "the access point is ready" access_point_is_ready uap0
then_within 60 "the client pings again" client_pings 192.168.0.5
