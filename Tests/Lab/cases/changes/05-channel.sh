# Another channel is announced, and the clients of both access points follow; a width is changed along with it.
# bound: 240
two_access_points_and_clients
CLIENT=one
given "the first's client pings" client_starts_pinging 10.9.0.1
CLIENT=two
given "the second's client pings" client_starts_pinging 10.9.1.1
on() { iw dev ap0 info | grep -F "channel $1" && iw dev ap1 info | grep -F "channel $1"; }
when "the radio gets channel 11" edit 's/channel: 6/channel: 11/'
then_within 40 "both are there" on '11 '
it_took "switch-channel"
then_hold 2 "nobody was dropped" nobody_was_dropped
when "the radio gets channel 1 and twice the width" edit 's/channel: 11/channel: 1, width: 40/'
then_within 40 "both are there" on '1 (2412 MHz), width: 40 MHz'
it_took "switch-channel"
then_hold 2 "nobody was dropped" nobody_was_dropped
# What was on its way at the moment of the switch may be lost.
then_now "the second's client lost next to nothing" client_lost_at_most 4
CLIENT=one
then_now "nor did the first's" client_lost_at_most 4
then_now "nothing was recovered from it" remedies_were
