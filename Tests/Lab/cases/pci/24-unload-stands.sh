# The driver's unload hangs in the kernel: the agent answers, says so, and does not try again, nor does the next agent; it
# goes on when that is over.
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
when "another agent takes over" agent_is_replaced --without rebind-device
then_within 20 "it knows of it" says_so
then_hold 5 "it goes on saying so" says_so
then_now "it did not try again" agent_said_times 1 "remedy for radio"
then_now "nor touched the driver" agent_said_times 1 "unload-module"
when "the kernel lets it go" pci_fault 0 release 1
then_within 90 "the access point is ready" access_point_is_ready uap0
