# expected: fail  liar/10-dropped
# expected: (then the client was dropped (within 3 s))
given "two radios" hwsim_radios 2
given "hostapd" access_point wlan0 lobby wifipassword 10.9.0.1/24
given "a client" client_on wlan1 10.9.0.9/24
then_within 60 "it joins" client_joins lobby wifipassword
given "it is watched" client_is_watched
then_within 3 "the client was dropped" client_was_dropped
