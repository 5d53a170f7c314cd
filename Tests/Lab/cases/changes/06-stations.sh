# Who may join: only those are dropped whom a change shuts out.
# bound: 240
two_access_points_and_clients
CLIENT=two
given "the second client moves to the first access point" client_seeks staff
then_within 60 "it joins" client_joins
clients_are_watched
one=02:00:00:00:01:00 two=02:00:00:00:02:00 nobody=02:00:00:00:09:00
allow() { edit -e '/mac-/d' -e "s/ssid: staff/&\n    mac-allow: {$1}/"; }
when "only the two may join" allow "\"$one\": one, \"$two\": two"
it_took "reload-stations ap0"
then_hold 2 "nobody was dropped" nobody_was_dropped
when "one more may join" allow "\"$one\": one, \"$two\": two, \"$nobody\": nobody"
listed() { hostapd_cli -p /run/wifi-ap/hostapd/control -i ap0 accept_acl SHOW | grep -qF "$1"; }
then_within 30 "hostapd knows it" listed $nobody
then_hold 2 "nobody was dropped" nobody_was_dropped
when "the first may join no more" allow "\"$two\": two"
then_within 30 "it is dropped" client_was_dropped one
then_hold 2 "the other is not" client_was_not_dropped two
when "everybody may join again" edit '/mac-allow/d'
CLIENT=one
then_within 60 "the first pings" client_pings 10.9.0.1
then_now "the other was not dropped" client_was_not_dropped two
client_is_watched one
when "the second is kept out" edit "s/ssid: staff/&\n    mac-deny: {\"$two\": two}/"
then_within 30 "it is dropped" client_was_dropped two
then_hold 2 "the first is not" client_was_not_dropped one
then_now "hostapd is the same" not hostapd_is_another_than "$served"
