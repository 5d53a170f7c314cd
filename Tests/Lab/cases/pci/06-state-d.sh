# An unload that hangs in the kernel: in state D, deaf to SIGKILL, until something lets it go.
given "PCI cards" pci_cards
given "the driver" load_pci_driver
then_within 20 "the first card is up" card_is_up 0
when "letting go of the card will hang" pci_fault 0 remove_hang_s 600
when "the driver is unloaded" start unload modprobe -r mwifiex_pcie
then_within 5 "that stands in state D" is_in_state unload D
when "it is killed" signal unload KILL
then_hold 2 "it still stands in state D" is_in_state unload D
then_now "other interfaces can be asked" ip link show lo
when "the kernel lets it go" pci_fault 0 release 1
then_within 10 "it ends" not is_running unload
when "the driver is loaded" load_pci_driver
then_within 20 "the first card is up" card_is_up 0
