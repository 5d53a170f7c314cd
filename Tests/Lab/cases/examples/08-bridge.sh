# examples/bridge: clients reach what is behind the bridge; without the bridge the agent says what is missing.
# bound: 240
given "two radios" hwsim_radios 2
given "the tree" example bridge -e "$on_hwsim" -e 's/width: 80/width: 20/'
given "the agent" agent_starts
then_within 30 "it says that there is no bridge" agent_said "br0"
when "somebody makes the bridge" sh -c 'ip link add br0 type bridge && ip address add 10.50.0.1/24 dev br0 && ip link set br0 up'
then_within 60 "the access point is ready" access_point_is_ready wlan5
then_now "its interface is in the bridge" [ "$(basename "$(readlink -f /sys/class/net/wlan5/master)")" = br0 ]
given "a client" client_on wlan1 10.50.0.9/24
then_within 60 "the client joins" client_joins workshop "$SECRET"
then_within 60 "the client pings the bridge" client_pings 10.50.0.1
when "nobody declares it any more" rm /etc/wifi-ap.d/workshop.yaml
interface_is_gone() { ! link_exists wlan5; }
then_within 30 "the interface is gone" interface_is_gone
then_now "the bridge of others stays" link_exists br0
