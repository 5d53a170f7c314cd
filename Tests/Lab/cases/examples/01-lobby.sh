# examples/lobby: a radio and an access point, each in its file.
given "two emulated cards" emulator_with 0 1
given "the tree" example lobby -e "$on_card"
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins lobby change-me-please
then_within 60 "the client pings the access point" client_pings 192.168.0.5
