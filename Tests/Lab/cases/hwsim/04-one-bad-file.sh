# One bad file among five: the other four stay in force and can change, and what the bad one declared before stays on the air.
# bound: 300
given "three radios" hwsim_radios 3
network() {
  spec "$1" <<SPEC
version: 1
access-points:
  $1:
    radio: main
    ssid: $2
    security: {mode: wpa2-personal, passphrase: "$SECRET"}
    addresses: [$3]
SPEC
}
given "a file for the radio" hwsim_radio_spec
given "a file for the first network" network ap0 first 10.9.0.1/24
given "a file for the second network" network ap1 second 10.9.1.1/24
given "a file for the third network" network ap2 third 10.9.2.1/24
given "a file for the fourth network" network ap3 fourth 10.9.3.1/24
given "the agent" agent_starts
for name in ap0 ap1 ap2 ap3; do then_within 60 "$name is ready" access_point_is_ready $name; done
CLIENT=steady
given "a client of the first network" client_on wlan1 10.9.0.9/24
then_within 60 "it joins" client_joins first "$SECRET"
then_within 60 "it pings" client_pings 10.9.0.1
CLIENT=other
given "a client of the third network" client_on wlan2 10.9.2.9/24
then_within 60 "it joins" client_joins third "$SECRET"
then_within 60 "it pings" client_pings 10.9.2.1
before=$(hostapd_pid)
when "the third network's file becomes nonsense" sh -c 'echo "ssid: [third" >>/etc/wifi-ap.d/ap2.yaml'
then_within 20 "the agent says where" agent_said "ap2.yaml:"
then_within 10 "and that the spec is not valid" sh -c "wifi-ap status --format json | tr -d ' \n' | grep -qF '\"type\":\"SpecValid\",\"status\":\"False\"'"
then_hold 5 "its client pings on" client_pings 10.9.2.1
then_now "hostapd is the same" not hostapd_is_another_than "$before"
when "another file changes an address" network ap3 fourth 10.9.4.1/24
then_within 30 "it is in force" has_address ap3 10.9.4.1/24
then_now "the old address is gone" not has_address ap3 10.9.3.1/24
then_now "without a restart" not hostapd_is_another_than "$before"
when "another file changes its network's name" network ap3 renamed 10.9.4.1/24
renamed() { iw dev ap3 info | grep -qx '.*ssid renamed'; }
then_within 60 "the name is on the air" renamed
then_within 60 "what the bad file declared is, too" client_pings 10.9.2.1
CLIENT=steady
then_within 60 "and the first network" client_pings 10.9.0.1
