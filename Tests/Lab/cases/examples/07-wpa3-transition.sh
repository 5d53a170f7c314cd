# examples/wpa3-transition: one passphrase, a client of each generation, and the channel that hostapd chose.
# bound: 300
given "three radios" hwsim_radios 3
given "the tree" example wpa3-transition -e "$on_hwsim" -e 's/wlan2/ap2/' -e '/module-parameters/d'
given "the agent" agent_starts
then_within 120 "the access point is ready" access_point_is_ready ap2
CLIENT=old
given "a client that knows WPA2 alone" client_on wlan1 10.40.0.8/24
given "it looks for the network" client_knows 'ssid="office"' key_mgmt=WPA-PSK "psk=\"$SECRET\""
then_within 60 "it joins" client_joins
then_within 60 "it pings the access point" client_pings 10.40.0.1
CLIENT=new
given "a client that knows WPA3 alone" client_on wlan2 10.40.0.9/24
given "it looks for the network" client_knows 'ssid="office"' key_mgmt=SAE ieee80211w=2 "sae_password=\"$SECRET\""
then_within 60 "it joins" client_joins
then_within 60 "it pings the access point" client_pings 10.40.0.1
