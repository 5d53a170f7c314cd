# Another SSID of the first of two access points: the other's client loses no ping.
# bound: 240
two_access_points_and_clients
CLIENT=two
given "the second's client pings" client_starts_pinging 10.9.1.1
named() { iw dev "$1" info | grep -qx ".*ssid $2"; }
when "the first gets another SSID" edit 's/ssid: staff/ssid: crew/'
then_within 40 "the kernel has the new name" named ap0 crew
then_within 20 "its client was dropped" client_was_dropped one
then_within 20 "the first is ready" access_point_is_ready ap0
CLIENT=one
when "the client looks for the new name" client_seeks crew
then_within 60 "it pings" client_pings 10.9.0.1
reached() { ip neigh flush dev ap0; ping -c 1 -W 1 10.9.0.9; }
then_within 10 "what is sent to all reaches it" reached
client_is_watched one
when "the first sends a beacon in which every third is for sleepers" edit 's/ssid: crew/&\n    dtim-period: 3/'
beacon_has_it() { beacon_of ap0 | grep -qE '0504..030000'; }
then_within 40 "the beacon says so" beacon_has_it
then_within 20 "its client was dropped" client_was_dropped one
then_now "the second's client was not" client_was_not_dropped two
CLIENT=two
then_now "and lost no ping" client_lost_at_most 0
then_now "hostapd is the same" not hostapd_is_another_than "$served"
