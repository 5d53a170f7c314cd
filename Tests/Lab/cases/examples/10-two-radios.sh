# examples/two-radios: two cards of one driver and one network on both; each has a hostapd of its own.
# bound: 300
given "four radios" hwsim_radios 4
given "a bridge" sh -c 'ip link add br0 type bridge && ip address add 10.50.0.1/24 dev br0 && ip link set br0 up'
given "the tree" example two-radios -e 's/driver: .*/driver: mac80211_hwsim/' -e 's/path: "pci-0000:01:00.0"/mac: "02:00:00:00:00:00"/' \
  -e 's/path: "pci-0000:02:00.0"/mac: "02:00:00:00:01:00"/' -e 's/width: 80/width: 20/' -e 's/wlan2/ap2/'
given "the agent" agent_starts
then_within 60 "the one on 2.4 GHz is ready" access_point_is_ready ap2
then_within 60 "the one on 5 GHz is ready" access_point_is_ready wlan5
CLIENT=low
given "a client" client_on wlan2 10.50.0.8/24
given "it looks on 2.4 GHz" client_knows 'ssid="office"' "psk=\"$SECRET\"" freq_list=2437
then_within 60 "it joins" client_joins
then_within 60 "it pings the bridge" client_pings 10.50.0.1
CLIENT=high
given "another client" client_on wlan3 10.50.0.9/24
given "it looks on 5 GHz" client_knows 'ssid="office"' "psk=\"$SECRET\"" freq_list=5180
then_within 60 "it joins" client_joins
then_within 60 "it pings the bridge" client_pings 10.50.0.1
then_now "the power is no more than the spec allows" sh -c 'iw dev wlan5 info | grep -q "txpower 17.00 dBm"'
