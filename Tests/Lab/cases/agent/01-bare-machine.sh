# The story that it all began with: from a bare machine to a client that pings the access point.
given "two emulated cards, no driver" emulator_with 0 1
given "the agent" agent_starts
steps_begin
when "the spec is dropped into /etc/wifi-ap.d" story_spec
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "uap0 stands beside mlan0" link_exists uap0
then_now "it has its address" has_address uap0 192.168.0.5/24
then_now "the secret is private" is_private /run/wifi-ap/hostapd/uap0.psk
then_within 10 "it did as the simulated agent does" steps_are bare-machine
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
then_now "the doctor finds nothing wrong" wifi-ap doctor
