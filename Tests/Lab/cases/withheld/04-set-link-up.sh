# Without its step a link stays down: the healing of agent/05 is that step.
# bound: 180
access_point_and_client
when "the agent is replaced by one that may not take links up" agent_is_replaced --without set-link-up --without restart-hostapd --without recreate-interface
then_within 30 "the access point is ready" access_point_is_ready uap0
when "uap0 is taken down" ip link set uap0 down
then_within 30 "the agent has noticed" not access_point_is_ready uap0
then_hold 8 "the access point stays off" not access_point_is_ready uap0
