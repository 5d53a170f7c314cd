# Without its step a removed address stays away: the healing of agent/06 is that step.
# bound: 180
access_point_and_client
when "the agent is replaced by one that may not add addresses" agent_is_replaced --without add-address
then_within 30 "the access point is ready" access_point_is_ready uap0
when "the address is removed" ip address del 192.168.0.5/24 dev uap0
then_within 30 "the agent has noticed" not access_point_is_ready uap0
then_hold 8 "the access point stays off" not access_point_is_ready uap0
