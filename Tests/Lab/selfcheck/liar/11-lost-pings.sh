# expected: fail  liar/11-lost-pings
# expected: (then no ping was lost)
given "two radios" hwsim_radios 2
given "hostapd" access_point wlan0 lobby wifipassword 10.9.0.1/24
given "a client" client_on wlan1 10.9.0.9/24
then_within 60 "it joins" client_joins lobby wifipassword
then_within 60 "it pings" client_pings 10.9.0.1
given "it goes on" client_starts_pinging 10.9.0.1
when "the access point does not hear for a second" sh -c 'ip address delete 10.9.0.1/24 dev wlan0; sleep 1; ip address add 10.9.0.1/24 dev wlan0'
sleep 1
then_now "no ping was lost" client_lost_at_most 0
