# Two access points on one radio: what hostapd made and what it was given are told apart, and both come back.
# bound: 300
given "two radios" hwsim_radios 2
given "a file for the radio" hwsim_radio_spec
several() {
  spec several <<SPEC
version: 1
access-points:
  ${1:-wlan0}:
    radio: main
    adopt: true
    ssid: staff
    security: {mode: wpa2-personal, passphrase: "$SECRET"}
    addresses: [10.9.0.1/24]
  guest0:
    radio: main
    ssid: guests
    security: {mode: open}
    addresses: [10.9.1.1/24]
    mac-address: "06:00:00:00:00:07"
SPEC
}
given "a spec that takes over the radio's own interface" several
given "the agent" agent_starts
then_within 60 "the adopted one is ready" access_point_is_ready wlan0
then_within 60 "the other is ready" access_point_is_ready guest0
then_now "it has the declared address" grep -qx 06:00:00:00:00:07 /sys/class/net/guest0/address
given "a client" client_on wlan1 10.9.1.9/24
then_within 60 "it joins the other" client_joins guests
then_within 60 "it pings" client_pings 10.9.1.1
when "hostapd is killed" kill -KILL "$(hostapd_pid)"
then_within 60 "the client pings again" client_pings 10.9.1.1
then_within 60 "the other is ready" access_point_is_ready guest0
when "the other's interface is removed" iw dev guest0 del
then_within 60 "the client pings again" client_pings 10.9.1.1
then_within 60 "the other is ready" access_point_is_ready guest0
when "the spec goes" rm /etc/wifi-ap.d/several.yaml
then_within 60 "hostapd ends" not hostapd_pid
then_within 30 "what hostapd made is gone" not link_exists guest0
then_hold 3 "what was lent stays" link_exists wlan0
then_now "without our address" not has_address wlan0 10.9.0.1/24
