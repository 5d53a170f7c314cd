# Two clients are listed with address, signal and the name of their passphrase, also by an agent that comes later; one
# that leaves is listed no more.
# bound: 300
given "three radios" hwsim_radios 3
given "a file for the radio" hwsim_radio_spec
given "a spec with two passphrases" spec lobby <<SPEC
version: 1
access-points:
  ap0:
    radio: main
    ssid: lobby
    security:
      mode: wpa2-personal
      passphrases:
        staff: {passphrase: a secret of the staff}
        guests: {passphrase: a secret of guests}
    addresses: [10.9.0.1/24]
SPEC
status_has() { wifi-ap status ap0 --format json | tr -d ' \n' | grep -E -- "$1"; }
# is_listed ADDRESS PASSPHRASE
is_listed() {
  status_has "\"address\":\"$1\",\"sinceUptimeMilliseconds\":[0-9]+,\"signalDBm\":-[0-9]+,\"passphraseName\":\"$2\""
}
metrics_say() { grep -qxF -- "$1" /run/wifi-ap/metrics.prom; }
clients_metric='wifi_ap_access_point_clients{access_point="ap0",radio="main"}'
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready ap0
then_within 20 "it has no clients, and knows it" status_has '"stations":0,"clients":\[\]'
then_now "it has its channel" status_has '"channel":6,"frequencyMHz":2437,"widthMHz":(20|40),'
CLIENT=first
given "a client with one passphrase" client_on wlan1 10.9.0.8/24
then_within 60 "it joins" client_joins lobby 'a secret of the staff'
CLIENT=second
given "a client with the other" client_on wlan2 10.9.0.9/24
then_within 60 "it joins" client_joins lobby 'a secret of guests'
then_within 20 "the first is listed" is_listed 02:00:00:00:01:00 staff
then_within 20 "the second is listed" is_listed 02:00:00:00:02:00 guests
then_now "the metrics have two" metrics_say "$clients_metric 2"
before=$(is_listed 02:00:00:00:01:00 staff | sed 's/.*"onAirSinceUptimeMilliseconds":\([0-9]*\).*/\1/')
given "another agent" agent_is_replaced
then_within 30 "the first is listed" is_listed 02:00:00:00:01:00 staff
then_within 20 "the second is listed" is_listed 02:00:00:00:02:00 guests
then_now "the access point has been on the air all the time" status_has "\"onAirSinceUptimeMilliseconds\":$before,"
note "$(wifi-ap status ap0 | grep -A3 '^    client')"
when "the second leaves" client_says disconnect
then_within 20 "it is listed no more" not is_listed 02:00:00:00:02:00 guests
then_now "the first is listed" is_listed 02:00:00:00:01:00 staff
then_within 5 "the metrics have one" metrics_say "$clients_metric 1"
