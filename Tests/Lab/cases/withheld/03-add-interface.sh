# Without its step a deleted interface stays away: the healing of agent/04 is that step.
# bound: 180
access_point_and_client
when "the agent is replaced by one that may not add interfaces" agent_is_replaced --without add-interface
then_within 30 "the access point is ready" access_point_is_ready uap0
when "uap0 is deleted" iw dev uap0 del
then_within 30 "the agent has noticed" not access_point_is_ready uap0
then_hold 8 "the access point stays off" not access_point_is_ready uap0
