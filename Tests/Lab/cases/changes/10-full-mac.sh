# Two access points on one full-MAC card: another SSID of the first, whose end costs the other's client nothing either.
# bound: 300
two_on_a_full_mac_card
CLIENT=two
given "the second's client pings" client_starts_pinging 10.9.1.1
when "the first gets another SSID" edit 's/ssid: staff/ssid: crew/'
then_within 60 "the firmware sends it" card_shows 0 ap.0.ssid=crew
then_within 60 "the first is ready" access_point_is_ready uap0
then_within 20 "its client was dropped" client_was_dropped one
CLIENT=one
when "it looks for the new name" client_seeks crew
then_within 60 "it pings" client_pings 10.9.0.1
when "a passphrase is added to both" edit 's/passphrase: \("[^"]*"\)/passphrases: {now: {passphrase: \1}, next: {passphrase: the one of autumn}}/'
client_is_watched one
then_within 30 "hostapd is told" agent_said "reload-passphrases uap1"
then_hold 2 "the second's client was not dropped by any of it" client_was_not_dropped two
CLIENT=two
then_now "and lost no ping" client_lost_at_most 0
when "the second is declared no more" edit '/uap1/,$d'
then_within 60 "the firmware sends it no more" card_shows 0 ap.1=idle
then_hold 2 "the first's client was not dropped" client_was_not_dropped one
