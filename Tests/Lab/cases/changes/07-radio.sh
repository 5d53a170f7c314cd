# What hostapd can do only at its start: the clients of both access points are dropped, and come back.
# bound: 560
two_access_points_and_clients
come_back() {
  CLIENT=two
  then_within 60 "the second's client pings again" client_pings 10.9.1.1
  CLIENT=one
  then_within 60 "the first's client pings again" client_pings 10.9.0.1
  served=$(hostapd_pid)
  clients_are_watched
}
restarts() {
  then_within 60 "hostapd is another" hostapd_is_another_than "$served"
  then_within 60 "the first is ready" access_point_is_ready ap0
  then_within 60 "the second is ready" access_point_is_ready ap1
  then_within 20 "the first's client was dropped" client_was_dropped one
  then_within 20 "the second's client was dropped" client_was_dropped two
  come_back
}
when "the first gets another mode of security" edit '/ap0:/,/addresses/s/wpa2-personal/wpa2-wpa3-personal/'
restarts
when "the first gets an address of its own" edit 's/ssid: staff/&\n    mac-address: "06:00:00:00:00:07"/'
restarts
when "the width changes on the same channel" edit 's/channel: 6/channel: 6, width: 40/'
restarts
when "the beacon interval changes" edit 's/channel: 6/&, beacon-interval: 120/'
restarts
when "the country changes" edit 's/country: FR/country: DE/'
restarts
when "the band changes" edit -e 's/band: 2.4GHz/band: 5GHz/' -e 's/channel: 6/channel: 36/'
restarts
