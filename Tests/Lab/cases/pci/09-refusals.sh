# Faults that are none of a hung firmware: an interface or a start refused, a firmware that is missing or not active.
adding() { iw dev "$(station_of 0)" interface add uap1 type __ap; }
pci_access_point
then_within 20 "the access point is enabled" access_point_is_enabled uap0
when "the firmware refuses another role" pci_fault 0 refuse 0xf7 refuse_result 2
then_now "an interface cannot be added" not adding
then_now "the kernel says why" kernel_says "CMD_RESP: cmd 0xf7 error, result=0x2"
signal hostapd-uap0 TERM
then_within 10 "hostapd has ended" not is_running hostapd-uap0
when "the firmware refuses to start" pci_fault 0 refuse 0xb1 refuse_result 1
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "hostapd has ended" not is_running hostapd-uap0
then_now "the kernel says why" kernel_says_in_order "CMD_RESP: cmd 0xb1 error, result=0x1" "Failed to start the BSS" \
  "Failed to start AP"
when "the driver is unloaded" unload_pci_driver
given "a firmware that does not start" pci_fault 0 refuse 0 inactive 1
given "no file for it" mv $PCI_FIRMWARE $PCI_FIRMWARE.away
when "the driver is loaded" load_pci_driver
then_within 10 "there is nothing to load" kernel_says_in_order "Failed to get firmware mrvl/pcieuart8997_combo_v4.bin" \
  "info: _mwifiex_fw_dpc: unregister device"
given "the file" mv $PCI_FIRMWARE.away $PCI_FIRMWARE
when "the driver lets go of the card" pci_unbind 0
when "... and takes it" pci_bind 0
then_within 10 "the firmware does not start" kernel_says_in_order "FW failed to be active in time" "unregister device"
given "a deaf firmware that needs two reloads" pci_fault 0 inactive 0 health 3 reloads 1 timeout_ms 500
when "the driver lets go of the card" pci_unbind 0
when "... and takes it" pci_bind 0
then_within 10 "it is deaf still" kernel_says "Timeout cmd id = 0xa9"
when "the driver lets go of the card" pci_unbind 0
when "... and takes it" pci_bind 0
then_within 20 "the card is up" card_is_up 0
