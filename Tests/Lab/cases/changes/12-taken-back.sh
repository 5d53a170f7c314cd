# A change that hostapd reads and cannot start with is taken back; the spec stays, and another edit is tried.
# bound: 300
two_access_points_and_clients
when "the radio is to do what its driver cannot" edit 's/channel: 6/&, hostapd: {ht_capab: "[DELAYED-BA]"}/'
then_within 90 "the change is taken back" condition_is ap0 Ready False RolledBack
then_within 60 "what was good is on the air" condition_is ap0 OnAir True
then_within 60 "the client pings again" client_pings 10.9.0.1
starts() { grep -c start-hostapd "$LOGS/wifi-apd.log"; }
tries=$(starts)
is_left_alone() { [ "$(starts)" = "$tries" ]; }
then_hold 20 "it is not tried again" is_left_alone
then_now "the spec stands as it was edited" contains /etc/wifi-ap.d/changes.yaml DELAYED-BA
when "the spec is mended" edit -e 's/, hostapd: {ht_capab: "\[DELAYED-BA\]"}//' -e 's/ssid: guests/ssid: visitors/'
then_within 60 "the first is ready" access_point_is_ready ap0
then_within 60 "the second is ready" access_point_is_ready ap1
