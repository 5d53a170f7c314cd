# Without its rung a stopped hostapd stays stopped: the healing of agent/03 is that rung.
# bound: 180
access_point_and_client
when "the agent is replaced by one that may not restart hostapd" agent_is_replaced --without restart-hostapd --without recreate-interface
then_within 30 "the access point is ready" access_point_is_ready uap0
when "hostapd is stopped by SIGSTOP" kill -STOP "$(hostapd_pid)"
then_within 30 "the agent has noticed" agent_said "is stopped by a signal"
then_hold 8 "the access point stays off" not access_point_is_ready uap0
