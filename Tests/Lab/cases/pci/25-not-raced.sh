# The driver resets its card by itself, after a dump of forty seconds: nobody races it, and what it took is made anew.
# bound: 300
pci_access_point_by_agent
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
steps_begin
firmware_hangs_in_a_change dump_s 40 self_reset 1
then_within 60 "the agent waits for the driver" condition_is uap0 Stalled True DriverResetting
then_within 60 "the dump is over and the card was reset" kernel_says_in_order "== mwifiex firmware dump end ==" \
  "info: shutdown mwifiex..." "WLAN FW is active"
then_within 90 "the access point is ready" access_point_is_ready uap0
when "the client is told the new name" client_seeks another_name
then_within 60 "the client pings" client_pings 192.168.0.5
then_now "no remedy was taken" not agent_said "remedy for radio"
then_now "uap0 was made anew" agent_said_times 2 "add-interface uap0"
then_within 10 "it did as the simulated agent does" steps_are pci-resets-itself
