# Somebody takes the link down: that is drift, not a fault of the firmware.
access_point_and_client
steps_begin
when "uap0 is taken down" ip link set uap0 down
then_within 30 "the agent took it up" agent_said "set-link-up uap0"
then_within 60 "the access point is ready" access_point_is_ready uap0
then_within 60 "the client pings again" client_pings 192.168.0.5
then_now "nothing was done to the driver" not agent_said "unload-module"
then_within 10 "it did as the simulated agent does" steps_are link-down
