# An access point moves to another card of the same driver: its client follows, the one that stays loses nothing.
# bound: 240
given "four radios" hwsim_radios 4
moves_to() {
  spec changes <<SPEC
version: 1
radios:
  main: {driver: mac80211_hwsim, match: {mac: "02:00:00:00:00:00"}, country: FR, band: 2.4GHz, channel: 6}
  other: {driver: mac80211_hwsim, match: {mac: "02:00:00:00:01:00"}, country: FR, band: 2.4GHz, channel: 11}
access-points:
  ap0: {radio: main, ssid: staff, security: {mode: wpa2-personal, passphrase: "$SECRET"}, addresses: [10.9.0.1/24]}
  ap1: {radio: $1, ssid: guests, security: {mode: wpa2-personal, passphrase: "$SECRET"}, addresses: [10.9.1.1/24]}
SPEC
}
given "two access points on the first" moves_to main
given "the agent" agent_starts
then_within 60 "the first is ready" access_point_is_ready ap0
then_within 60 "the second is ready" access_point_is_ready ap1
CLIENT=one
given "a client of the first" client_on wlan2 10.9.0.9/24
then_within 60 "it joins" client_joins staff "$SECRET"
then_within 60 "it pings" client_pings 10.9.0.1
CLIENT=two
given "a client of the second" client_on wlan3 10.9.1.9/24
then_within 60 "it joins" client_joins guests "$SECRET"
then_within 60 "it pings" client_pings 10.9.1.1
clients_are_watched
there() { [ "$(cat /sys/class/net/ap1/phy80211/name)" = "$(phy_of "$1")" ]; }
when "the second moves to the other radio" moves_to other
then_within 60 "it is there" there wlan1
then_within 60 "it is ready" access_point_is_ready ap1
then_within 60 "its client pings again" client_pings 10.9.1.1
then_now "the first's client was not dropped" client_was_not_dropped one
when "it moves back" moves_to main
then_within 60 "it is there" there ap0
then_within 60 "it is ready" access_point_is_ready ap1
then_within 60 "its client pings again" client_pings 10.9.1.1
then_hold 2 "the first's client was not dropped" client_was_not_dropped one
