# Somebody deletes the interface under a running hostapd, which goes on saying ENABLED.
access_point_and_client
before=$(cat /sys/class/net/uap0/ifindex)
steps_begin
when "uap0 is deleted" iw dev uap0 del
interface_is_another() { index=$(cat /sys/class/net/uap0/ifindex) && [ "$index" != "$before" ]; }
then_within 30 "uap0 is there again" interface_is_another
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "it has its address" has_address uap0 192.168.0.5/24
then_within 60 "the client pings again" client_pings 192.168.0.5
then_now "nothing was done to the driver" not agent_said "unload-module"
then_within 10 "it did as the simulated agent does" steps_are interface-deleted
