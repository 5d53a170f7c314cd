# examples/rotation: two passphrases, each good, of which hostapd tells who used which.
given "two emulated cards" emulator_with 0 1
given "the tree" example rotation -e "$on_card"
given "another passphrase for the old machines" sh -c 'echo the one of spring >/etc/wifi-ap/secrets/plant-spring'
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
given "a client on the second card" client_on_card 1 192.168.60.9/24
given "it has the old passphrase" client_knows 'ssid="plant"' 'psk="the one of spring"'
then_within 60 "the client joins" client_joins
then_within 60 "the client pings the access point" client_pings 192.168.60.1
when "it learns the new one" client_knows 'ssid="plant"' "psk=\"$SECRET\""
when "it joins anew" client_leaves
then_within 60 "the client pings the access point" client_pings 192.168.60.1
