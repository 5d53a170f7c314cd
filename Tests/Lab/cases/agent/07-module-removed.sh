# Somebody unloads the driver under the running access point.
access_point_and_client
steps_begin
when "the driver is unloaded by hand" unload_driver
then_within 30 "it is loaded again" agent_said "load-module mwifiex_usb"
then_within 60 "the access point is ready" access_point_is_ready uap0
then_within 60 "the client pings again" client_pings 192.168.0.5
then_within 10 "it did as the simulated agent does" steps_are module-removed
