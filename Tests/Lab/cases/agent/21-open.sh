# An open network, on another channel: no passphrase file, and a client without a key joins.
given "two emulated cards" emulator_with 0 1
given "the agent" agent_starts
when "the spec of an open access point is dropped" spec open <<'SPEC'
version: 1
radios:
  main: {driver: mwifiex_usb, match: {path: "platform-vhci_hcd.0-usb-0:1:1.0"}, country: FR, band: 2.4GHz, channel: 11}
access-points:
  uap0:
    radio: main
    ssid: open to all
    security: {mode: open}
    addresses: [192.168.0.5/24, "fd00::5/64"]
SPEC
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "there is no passphrase file" not [ -e /run/wifi-ap/hostapd/uap0.psk ]
then_now "it has its IPv6 address too" has_address uap0 fd00::5/64
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins "open to all"
then_within 60 "the client pings the access point" client_pings 192.168.0.5
