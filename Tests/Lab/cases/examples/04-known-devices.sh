# examples/known-devices: who is not listed does not get in.
# bound: 240
given "two emulated cards" emulator_with 0 1
given "the driver" load_driver
then_within 40 "the client's card is up" card_is_up 1
client=$(cat "/sys/class/net/$(station_of 1)/address")
given "the tree" example known-devices -e "$on_card" -e '/mac-address/d'
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
given "a client that is not listed" client_on_card 1 192.168.61.9/24
then_never 15 "the client joins" client_joins machines "$SECRET"
when "it is listed" example known-devices -e "$on_card" -e '/mac-address/d' -e "s/02:00:00:00:10:02/$client/"
then_within 90 "the client joins" client_joins machines "$SECRET"
then_within 20 "the client pings the access point" client_pings 192.168.61.1
