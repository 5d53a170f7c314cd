# The driver's unload hangs in the kernel: the agent answers, says so, and does not try again.
# bound: 300
stands() { grep -qs ') D ' "/proc/$(helper_pid)/stat"; }
says_so() { wifi-ap status >"$WORK/status" && cat "$WORK/status" && grep "unload mwifiex_pcie.*state D" "$WORK/status"; }
pci_access_point_by_agent --without rebind-device
when "letting go of the card will hang" pci_fault 0 remove_hang_s 600
firmware_hangs_in_a_change
then_within 60 "the unload stands in state D" stands
then_within 35 "status tells of it" says_so
then_now "so does the log" agent_said "unload mwifiex_pcie has not returned"
then_hold 5 "the agent still answers" says_so
then_now "it was tried once" agent_said_times 1 "remedy for radio"
