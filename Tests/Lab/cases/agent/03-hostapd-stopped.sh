# hostapd hangs: nobody but the health tick notices, and it is no sign of sick firmware.
access_point_and_client
before=$(hostapd_pid)
recovery_begins
steps_begin
when "hostapd is stopped by SIGSTOP" kill -STOP "$before"
then_within 35 "the agent has found it within two ticks" agent_said_since "fault of hostapd"
then_within 20 "another hostapd runs" hostapd_is_another_than "$before"
then_now "the agent said why" agent_said "is stopped by a signal"
then_within 60 "the access point is ready" access_point_is_ready uap0
then_within 60 "the client pings again" client_pings 192.168.0.5
then_now "it was hostapd's fault alone" not agent_blames_firmware
then_now "one restart was enough" remedies_were restart-hostapd
then_within 10 "it did as the simulated agent does" steps_are hostapd-stopped
recovery_took "hostapd stopped"
