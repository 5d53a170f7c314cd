# Changes that nobody may notice: options, an address, one more access point and its end.
# bound: 300
two_access_points_and_clients
CLIENT=one
given "the first's client pings" client_starts_pinging 10.9.0.1
CLIENT=two
given "the second's client pings" client_starts_pinging 10.9.1.1
hides() { beacon_says ap0 0000010882848b96; }
when "the first is hidden" edit 's/ssid: staff/&\n    hidden: true/'
it_took "set-options ap0"
then_within 5 "its beacon has no name" hides
when "it is hidden no more" edit '/hidden/d'
then_within 30 "its beacon has a name" not hides
when "its clients are kept apart" edit 's/ssid: staff/&\n    client-isolation: true\n    max-clients: 5\n    hostapd: {ap_max_inactivity: 400}/'
it_took "set-options ap0: max_num_sta is not set, desired 5; ap_isolate is not set, desired 1; ap_max_inactivity"
when "the second gets another address beside its own" edit 's|10.9.1.1/24|&, 10.9.7.1/24|'
then_within 30 "it has it" has_address ap1 10.9.7.1/24
when "a third access point is declared" sh -c 'cat >/etc/wifi-ap.d/third.yaml' <<'SPEC'
version: 1
access-points:
  ap2: {radio: main, ssid: third, security: {mode: open}, addresses: [10.9.2.1/24]}
SPEC
then_within 40 "it is added" agent_said "add-bss ap2"
then_within 40 "it is ready" access_point_is_ready ap2
when "it is declared no more" rm /etc/wifi-ap.d/third.yaml
then_within 40 "it is removed" agent_said "remove-bss ap2"
then_within 20 "its interface is gone" not link_exists ap2
then_hold 2 "nobody was dropped by any of it" nobody_was_dropped
then_now "the second's client lost no ping" client_lost_at_most 0
CLIENT=one
then_now "nor did the first's" client_lost_at_most 0
