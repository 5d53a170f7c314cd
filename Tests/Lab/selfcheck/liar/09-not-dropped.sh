# expected: fail  liar/09-not-dropped
# expected: (then the client was not dropped)
given "two radios" hwsim_radios 2
given "hostapd" access_point wlan0 lobby wifipassword 10.9.0.1/24
given "a client" client_on wlan1 10.9.0.9/24
then_within 60 "it joins" client_joins lobby wifipassword
given "it is watched" client_is_watched
then_hold 2 "until now it was not dropped" client_was_not_dropped
when "hostapd throws it out" hostapd_cli -p $WORK/hostapd -i wlan0 deauthenticate 02:00:00:00:01:00
then_within 60 "it is back" client_pings 10.9.0.1
then_now "the client was not dropped" client_was_not_dropped
