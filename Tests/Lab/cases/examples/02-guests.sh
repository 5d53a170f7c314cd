# examples/guests: open, both address families.
given "two emulated cards" emulator_with 0 1
given "the tree" example guests -e "$on_card"
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "it has its IPv6 address" sh -c 'ip -6 -o address show dev uap0 | grep -qF " fd00:50::1/64 "'
given "a client on the second card" client_on_card 1 192.168.50.9/24
then_within 60 "the client joins" client_joins guests
then_within 60 "the client pings the access point" client_pings 192.168.50.1
