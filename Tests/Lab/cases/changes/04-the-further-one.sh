# The further of two access points: another SSID, then another security. The first's client loses no ping.
# bound: 240
two_access_points_and_clients
CLIENT=one
given "the first's client pings" client_starts_pinging 10.9.0.1
named() { iw dev "$1" info | grep -qx ".*ssid $2"; }
when "the further one gets another SSID" edit 's/ssid: guests/ssid: visitors/'
then_within 40 "the kernel has the new name" named ap1 visitors
then_within 20 "its client was dropped" client_was_dropped two
then_within 20 "the further one is ready" access_point_is_ready ap1
when "it has no security any more" edit '/visitors/{n;s/security:.*/security: {mode: open}/}'
is_open() { beacon_of ap1 | grep -vF 0100000fac04; }
then_within 40 "its beacon says so" is_open
then_within 40 "it is ready" access_point_is_ready ap1
CLIENT=two
given "its client learns both" client_knows 'ssid="visitors"' key_mgmt=NONE
when "it joins anew" client_leaves
then_within 60 "it pings" client_pings 10.9.1.1
then_now "the first's client was not dropped" client_was_not_dropped one
CLIENT=one
then_now "and lost no ping" client_lost_at_most 0
then_now "hostapd is the same" not hostapd_is_another_than "$served"
