# A client outlives its access point's loss of power, and learns of a restart of hostapd.
given "two emulated cards" emulator_with 0 1
given "the driver" load_driver
then_within 20 "the first card is up" card_is_up 0
then_within 20 "the second card is up" card_is_up 1
given "an access point interface on the first" add_uap 0 uap0
given "hostapd on it" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "the access point is enabled" access_point_is_enabled uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client has joined" client_joins my_access_point wifipassword
then_within 60 "the client pings" client_pings 192.168.0.5
when "the access point's card is pulled" emulator unplug
then_within 10 "its interface is gone" not link_exists uap0
then_within 10 "the client notices that the beacons stopped" log_of client CTRL-EVENT-DISCONNECTED
when "the card is plugged in" emulator plug
then_within 20 "the card is up" card_is_up 0
when "hostapd of the lost interface is ended" signal hostapd-uap0 KILL
when "the interface is added" add_uap 0 uap0
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 60 "the client pings again" client_pings 192.168.0.5
when "hostapd is told to end" signal hostapd-uap0 TERM
then_within 10 "the network ends in the firmware" card_shows 0 ap.0=idle
then_within 10 "the client is told so" card_shows 1 sta.0=idle
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 60 "the client pings again" client_pings 192.168.0.5
