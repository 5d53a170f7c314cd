# A card that no reset reaches either: taken off the bus and found again.
# bound: 240
pci_access_point_by_agent
steps_begin
firmware_hangs_in_a_change already 1 reset_heals 0 rescan_heals 1
then_within 90 "the device is reset, in vain" agent_said "reset-device pci-0000:01:00.0"
then_within 90 "it is removed" agent_said "remove-device pci-0000:01:00.0"
then_within 20 "the bus is scanned" agent_said "rescan-bus pci-0000:01:00.0"
then_within 90 "the access point is ready" access_point_is_ready uap0
then_now "the driver was not unloaded" not agent_said "unload-module"
then_now "three driver-level actions were enough" agent_said_times 3 "remedy for radio"
then_within 10 "it did as the simulated agent does" steps_are pci-rescanned
