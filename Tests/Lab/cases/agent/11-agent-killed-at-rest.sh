# The agent dies and is started again: no beacon is lost, hostapd is adopted.
access_point_and_client
before=$(hostapd_pid)
commands=$(wc -l <$TRACE)
given "the client pings all the time" client_starts_pinging 192.168.0.5
when "the agent is killed by SIGKILL" signal wifi-apd KILL
then_hold 3 "hostapd goes on" not hostapd_is_another_than "$before"
when "the agent is started again" agent_starts
then_within 30 "the access point is ready" access_point_is_ready uap0
then_now "hostapd is the same" not hostapd_is_another_than "$before"
then_now "the client lost at most one ping" client_lost_at_most 1
told_to_stop() { tail -n +"$((commands + 1))" $TRACE | grep -qE ' 0 command (0xb2|0xaf) '; }
then_now "the firmware was never told to stop" not told_to_stop
