# What each change does to the clients of a full-MAC card: hostapd's own affairs nothing, the beacon's its access point's.
# bound: 420
two_on_a_full_mac_card
served=$(hostapd_pid)
of_the_first() { edit "s/ssid: staff/&\n    $1/"; }
when "at most five may join, and a stranger is kept out" of_the_first 'max-clients: 5\n    mac-deny: {"02:00:00:00:09:00": stranger}'
then_within 40 "hostapd is told of the number" agent_said "set-options uap0"
then_within 40 "and of the stranger" agent_said "reload-stations uap0"
then_hold 3 "nobody was dropped" nobody_was_dropped
when "clients of the first are kept apart" of_the_first "client-isolation: true"
then_within 40 "it goes on the air anew" agent_said "renew-bss uap0"
then_within 30 "its client was dropped" client_was_dropped one
then_hold 2 "the other was not" client_was_not_dropped two
CLIENT=one
then_within 60 "it pings again" client_pings 10.9.0.1
clients_are_watched
when "the second is open to all" edit '/uap1/,/addresses/s/security: .*/security: {mode: open}/'
then_within 40 "it is taken from hostapd and given anew" agent_said "add-bss uap1"
then_within 40 "it is ready" access_point_is_ready uap1
then_within 30 "its client was dropped" client_was_dropped two
then_hold 2 "the other was not" client_was_not_dropped one
then_now "hostapd is the same" not hostapd_is_another_than "$served"
client_is_watched one
when "the channel changes" edit 's/channel: 6/channel: 11/'
then_within 60 "hostapd is another" hostapd_is_another_than "$served"
then_within 60 "the first is ready" access_point_is_ready uap0
then_within 60 "the second is ready" access_point_is_ready uap1
then_within 30 "the first's client was dropped" client_was_dropped one
then_within 60 "it pings again" client_pings 10.9.0.1
