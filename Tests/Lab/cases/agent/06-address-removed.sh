# Somebody removes the address: it is put back, and no client is thrown off.
access_point_and_client
before=$(hostapd_pid)
steps_begin
when "the address is removed" ip address del 192.168.0.5/24 dev uap0
then_within 30 "it is there again" has_address uap0 192.168.0.5/24
then_within 60 "the client pings again" client_pings 192.168.0.5
then_now "hostapd is the same" not hostapd_is_another_than "$before"
then_within 10 "it did as the simulated agent does" steps_are address-removed
