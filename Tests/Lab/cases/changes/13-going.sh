# Access points that go or are renamed: the first takes the others with it for a moment, the last takes hostapd.
# bound: 400
two_access_points_and_clients
CLIENT=two
back() {
  then_within 60 "the second is ready" access_point_is_ready "$1"
  then_within 20 "its client was dropped" client_was_dropped two
  then_within 60 "and pings again" client_pings 10.9.1.1
  client_is_watched two
}
when "the first goes" edit '/ap0:/,/addresses/d'
then_within 60 "its interface is gone" not link_exists ap0
back ap1
when "the second, now alone, gets another name" edit 's/ap1:/ap6:/'
then_within 60 "its old interface is gone" not link_exists ap1
back ap6
when "the last one goes" rm /etc/wifi-ap.d/changes.yaml
then_within 60 "hostapd is gone" not hostapd_pid
then_within 20 "so is its interface" not link_exists ap6
then_within 30 "the client is alone" client_was_dropped two
