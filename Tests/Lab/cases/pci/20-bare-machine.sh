# The agent on a PCI card: from a machine without the driver to a client that pings the access point.
given "PCI cards, no driver" pci_cards
given "the agent" agent_starts
steps_begin
when "the spec is dropped into /etc/wifi-ap.d" pci_spec
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "the agent loaded the driver" agent_said "load-module mwifiex_pcie"
then_now "uap0 stands beside the station interface" test "$(phy_of uap0)" = "$(phy_of "$(station_of 0)")"
then_now "it has its address" has_address uap0 192.168.0.5/24
then_within 10 "it did as the simulated agent does" steps_are pci-bare-machine
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
