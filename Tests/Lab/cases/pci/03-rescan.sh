# A card that neither a reload nor a reset brings back, but being removed from the bus and found again does.
given "PCI cards" pci_cards
given "the first deaf, and already running" pci_fault 0 health 3 already 1 reset_heals 0 rescan_heals 1 timeout_ms 500
when "the driver is loaded" load_pci_driver
then_within 20 "it is not up" kernel_says_in_order "Skip FW dnld" "info: _mwifiex_fw_dpc: unregister device"
when "the device is reset" pci_reset 0
when "the driver lets go of it" pci_unbind 0
when "... and takes it" pci_bind 0
then_within 20 "that did not heal it" kernel_says_in_order "Skip FW dnld" "unregister device" "Skip FW dnld" \
  "unregister device"
when "the device is removed" pci_remove 0
then_now "it is gone" not test -e /sys/bus/pci/devices/0000:01:00.0
when "the bus is scanned" pci_rescan
pci_serves_again
then_now "its firmware was loaded once" pci_card 0 downloads 1
