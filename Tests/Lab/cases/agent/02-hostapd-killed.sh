# hostapd dies: it is started again at once.
access_point_and_client
before=$(hostapd_pid)
recovery_begins
steps_begin
when "hostapd is killed by SIGKILL" kill -KILL "$before"
then_within 10 "another hostapd runs at once" hostapd_is_another_than "$before"
then_within 60 "the access point is ready" access_point_is_ready uap0
then_within 60 "the client pings again" client_pings 192.168.0.5
then_now "no remedy was needed" remedies_were
then_within 10 "it did as the simulated agent does" steps_are hostapd-killed
