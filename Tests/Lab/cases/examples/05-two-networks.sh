# examples/two-networks: two networks on one radio, each with a client that reaches it and not the other's.
# bound: 240
given "three radios" hwsim_radios 3
given "the tree" example two-networks -e "$on_hwsim"
given "another passphrase for guests" sh -c 'echo welcome to the house >/etc/wifi-ap/secrets/guests'
given "the agent" agent_starts
then_within 60 "staff is ready" access_point_is_ready staff0
then_within 60 "guests is ready" access_point_is_ready guest0
CLIENT=employee
given "an employee" client_on wlan1 10.20.0.9/24
then_within 60 "the employee joins" client_joins staff "$SECRET"
then_within 60 "the employee pings" client_pings 10.20.0.1
CLIENT=visitor
given "a visitor" client_on wlan2 10.30.0.9/24
then_within 60 "the visitor joins" client_joins guests 'welcome to the house'
then_within 60 "the visitor pings" client_pings 10.30.0.1
