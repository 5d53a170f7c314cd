# A card that keeps its hung firmware when the driver leaves it: a reload is left out, the reset of the device heals it.
# bound: 240
pci_access_point_by_agent
steps_begin
firmware_hangs_in_a_change already 1
then_within 60 "the device is given to the driver anew" agent_said "rebind-device"
then_within 20 "its firmware was running already" kernel_says "WLAN FW already running! Skip FW dnld"
then_within 60 "the device is reset" agent_said "reset-device pci-0000:01:00.0"
then_within 90 "the access point is ready" access_point_is_ready uap0
then_now "the driver was not unloaded" not agent_said "unload-module"
then_now "two driver-level actions were enough" agent_said_times 2 "remedy for radio"
then_within 10 "it did as the simulated agent does" steps_are pci-reset
