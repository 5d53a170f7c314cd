# examples/enterprise: a RADIUS server decides, and the second one is asked where the first does not answer.
# bound: 300
radius_server() {
  mkdir -p $WORK/radius
  echo "192.0.2.0/24 $SECRET" >$WORK/radius/clients
  echo '"ada" PWD "her own password"' >$WORK/radius/users
  cat >$WORK/radius/conf <<CONF
driver=none
interface=lo
eap_server=1
eap_user_file=$WORK/radius/users
radius_server_clients=$WORK/radius/clients
radius_server_auth_port=1812
CONF
  # Nobody listens on the first.
  ip address add 192.0.2.10/32 dev lo
  ip address add 192.0.2.11/32 dev lo
  start radius hostapd $WORK/radius/conf
}
given "two radios" hwsim_radios 2
given "a bridge" sh -c 'ip link add br0 type bridge && ip address add 10.50.0.1/24 dev br0 && ip link set br0 up'
given "the second of the two servers" radius_server
given "the tree" example enterprise -e "$on_hwsim" -e 's/width: 40/width: 20/'
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready wlan5
given "a client" client_on wlan1 10.50.0.9/24
given "its account" client_knows 'ssid="campus"' key_mgmt=WPA-EAP ieee80211w=1 eap=PWD 'identity="ada"' 'password="her own password"'
then_within 120 "the client joins" client_joins
then_within 60 "the client pings the bridge" client_pings 10.50.0.1
