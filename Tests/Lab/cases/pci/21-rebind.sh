# Firmware hangs, and its driver only dumps it: the device is given to the driver anew, and nothing more is done. The
# healthy card on the same module keeps its access point and its client.
# bound: 240
others() { kill -0 "$served" && client_was_not_dropped one; }
given "PCI cards, no driver" pci_cards
given "an access point on the second card, by the spec" pci_spec 1 other_name
given "the agent" agent_starts
then_within 60 "it is ready" access_point_is_ready uap1
served=$(hostapd_pid)
CLIENT=one
given "a client on the third card" client_on_card 2 192.168.1.9/24
then_within 60 "the client joins" client_joins other_name wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.1.5
client_is_watched
given "an access point on the first card, by the spec" pci_spec
then_within 60 "it is ready" access_point_is_ready uap0
steps_begin
firmware_hangs_in_a_change
then_within 60 "the device is unbound" agent_said "unbind-device pci-0000:01:00.0"
then_now "and bound" agent_said "bind-device pci-0000:01:00.0"
then_within 90 "the access point is ready" access_point_is_ready uap0
then_now "one driver-level action was enough" agent_said_times 1 "remedy for radio"
then_now "the driver was not unloaded" not agent_said "unload-module"
then_now "the other access point and its client noticed nothing" others
then_within 10 "it did as the simulated agent does" steps_are pci-rebound
