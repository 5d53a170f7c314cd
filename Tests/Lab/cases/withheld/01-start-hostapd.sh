# Without its step a killed hostapd stays dead: the healing of agent/02 is that step.
# bound: 180
access_point_and_client
when "the agent is replaced by one that may not start hostapd" agent_is_replaced --without start-hostapd
then_within 30 "the access point is ready" access_point_is_ready uap0
when "hostapd is killed" kill -KILL "$(hostapd_pid)"
then_within 30 "the agent has noticed" not access_point_is_ready uap0
then_hold 8 "the access point stays off" not access_point_is_ready uap0
