# Proves the machine itself, without our agent: real hostapd, a real client, two radios that hear each other.
given "two radios" hwsim_radios 2
given "hostapd on the first, WPA2" access_point wlan0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "the access point is enabled" access_point_is_enabled wlan0
given "a client with the second radio, in its own namespace" client_on wlan1 192.168.0.9/24
when "the client looks for the network"
then_within 60 "the four-way handshake is complete" client_joins my_access_point wifipassword
then_now "the regulatory domain is set" sh -c 'iw reg get | grep -q "^country FR"'
then_within 60 "the client pings the access point" client_pings 192.168.0.5
then_now "hostapd names it as a client" log_of hostapd-wlan0 AP-STA-CONNECTED
