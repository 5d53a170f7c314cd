# Proves the medium between two emulated cards: a real client joins a real access point through the kernel's driver.
given "two emulated cards" emulator_with 0 1
given "the driver" load_driver
then_within 20 "the first card is up" card_is_up 0
then_within 20 "the second card is up" card_is_up 1
given "an access point interface on the first" add_uap 0 uap0
given "hostapd on it, WPA2" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "the access point is enabled" access_point_is_enabled uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
when "the client looks for the network"
then_within 60 "the four-way handshake is complete" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
then_now "hostapd names it as a client" log_of hostapd-uap0 AP-STA-CONNECTED
then_now "the first card has it as a station" card_shows 0 ap.0.stations=00:50:43:21:00:01
when "data no longer passes" emulator data off
then_within 60 "pings are lost" not client_pings 192.168.0.5
then_now "the client believes itself joined" client_joins my_access_point wifipassword
when "data passes again" emulator data on
then_within 60 "the client pings again" client_pings 192.168.0.5
