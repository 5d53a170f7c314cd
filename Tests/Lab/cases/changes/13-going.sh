# Access points that are renamed or go: the first takes the others with it for a moment, the last takes hostapd.
# bound: 400
two_access_points_and_clients
CLIENT=two
back() {
  then_within 60 "the second is ready" access_point_is_ready ap1
  then_within 60 "its client was dropped" client_was_dropped two
  then_within 60 "and pings again" client_pings 10.9.1.1
  client_is_watched two
}
when "the first gets another name" edit 's/ap0:/ap5:/'
then_within 60 "it is ready" access_point_is_ready ap5
then_now "its old interface is gone" not link_exists ap0
back
when "the first goes" edit -e '/ap5:/,/addresses/d'
then_within 60 "its interface is gone" not link_exists ap5
back
when "the last one goes" rm /etc/wifi-ap.d/changes.yaml
then_within 60 "hostapd is gone" not hostapd_pid
then_within 20 "so is its interface" not link_exists ap1
then_within 30 "the client is alone" client_was_dropped two
