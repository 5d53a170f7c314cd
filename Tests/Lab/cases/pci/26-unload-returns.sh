# The driver's unload hangs in the kernel and returns late: the agent that waited for it goes on by itself.
# bound: 240
stands() { grep -qs ') D ' "/proc/$(helper_pid)/stat"; }
pci_access_point_by_agent --without rebind-device
when "letting go of the card will hang" pci_fault 0 remove_hang_s 600
firmware_hangs_in_a_change
then_within 60 "the unload stands in state D" stands
then_within 35 "the agent has given it up" agent_said "unload mwifiex_pcie has not returned"
when "the kernel lets it go" pci_fault 0 release 1
then_within 90 "the access point is ready" access_point_is_ready uap0
then_now "the return was seen" agent_said "the kernel has returned"
