# The agent on mac80211: WPA3 with its own address and a limited power, and a client that proves the passphrase by SAE.
# bound: 240
given "two radios" hwsim_radios 2
given "a file for the radio" hwsim_radio_spec
given "a spec" spec lobby <<SPEC
version: 1
radios:
  main: {tx-power: 10}
access-points:
  ap0:
    radio: main
    ssid: lobby
    security: {mode: wpa3-personal, passphrase: "$SECRET"}
    addresses: [10.9.0.1/24]
    mac-address: "02:00:00:00:0a:00"
    dtim-period: 3
    hidden: true
SPEC
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready ap0
then_now "it has the declared address" grep -qx 02:00:00:00:0a:00 /sys/class/net/ap0/address
power_is() { iw dev ap0 info | grep -qF "txpower $1 dBm"; }
then_within 10 "its power is limited" power_is 10.00
given "a client" client_on wlan1 10.9.0.9/24
given "it looks for the network with SAE alone" client_knows 'ssid="lobby"' key_mgmt=SAE ieee80211w=2 "sae_password=\"$SECRET\""
then_within 60 "it joins" client_joins
then_within 60 "it pings the access point" client_pings 10.9.0.1
then_now "what is private stays so" is_private /run/wifi-ap/hostapd/main.conf
