# examples/dfs: a channel of radar's, on which hostapd listens for a minute first.
# bound: 300
given "two radios" hwsim_radios 2
given "the tree" example dfs -e "$on_hwsim" -e 's/width: 80/width: 20/'
given "the agent" agent_starts
recovery_begins
then_within 60 "it says that it listens for radar" condition_is wlan5 Reconciling True
then_within 150 "the access point is ready" access_point_is_ready wlan5
given "a client" client_on wlan1 10.40.0.9/24
then_within 60 "the client joins" client_joins office "$SECRET"
then_within 60 "the client pings the access point" client_pings 10.40.0.1
radar() { echo 1 >"/sys/kernel/debug/ieee80211/$(phy_of wlan5)/hwsim/dfs_simulate_radar"; }
left() { frequency=$(iw dev wlan5 info | grep -o '[0-9]* MHz' | head -n 1) && [ "$frequency" != "$before" ]; }
before=$(iw dev wlan5 info | grep -o '[0-9]* MHz' | head -n 1)
when "radar is heard" radar
then_within 30 "the agent says so" agent_said_since "heard radar"
then_within 60 "the radio has left the channel" left
then_now "nothing of it was a fault" not agent_said_since "fault of"
then_hold 5 "no remedy is performed" remedies_were
