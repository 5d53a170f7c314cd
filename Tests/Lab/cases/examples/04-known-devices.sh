# examples/known-devices: who is listed gets in, and who is listed no more does not.
# bound: 240
given "two emulated cards" emulator_with 0 1
given "the driver" load_driver
then_within 40 "the client's card is up" card_is_up 1
client=$(cat "/sys/class/net/$(station_of 1)/address")
listing() { example known-devices -e "$on_card" -e '/mac-address/d' -e "s/02:00:00:00:10:02/$1/"; }
given "the tree, with the client's address" listing "$client"
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
given "the client" client_on_card 1 192.168.61.9/24
then_within 60 "the client joins" client_joins machines "$SECRET"
then_within 60 "the client pings the access point" client_pings 192.168.61.1
when "it is listed no more" listing 02:00:00:00:10:03
then_within 60 "it is out" not client_pings 192.168.61.1
then_within 60 "the access point is ready" access_point_is_ready uap0
then_never 20 "the client pings" client_pings 192.168.61.1
