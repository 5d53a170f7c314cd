# Without its step a removed driver stays away: the healing of agent/07 is that step.
# bound: 180
access_point_and_client
when "the agent is replaced by one that may not load modules" agent_is_replaced --without load-module
then_within 30 "the access point is ready" access_point_is_ready uap0
when "the driver is unloaded by hand" unload_driver
then_within 30 "the agent has noticed" not access_point_is_ready uap0
then_hold 8 "the access point stays off" not access_point_is_ready uap0
