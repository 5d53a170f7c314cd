# The firmware hangs at the configuration: the kernel's own block of lines, and a card that says it is running already.
# Neither a driver reload nor removing the device heals that, a reset of the device does.
given "PCI cards" pci_cards
given "the driver" load_pci_driver
then_within 20 "the first card is up" card_is_up 0
given "an access point interface" add_uap 0 uap0
when "the firmware will hang at the configuration" pci_fault 0 hang 0xb0 already 1
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 25 "hostapd has ended" not is_running hostapd-uap0
then_now "the kernel told it as the real driver does" kernel_says_in_order \
  "mwifiex_pcie 0000:01:00.0: mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1" "num_data_h2c_failure = 0" \
  "num_cmd_h2c_failure = 0" "is_cmd_timedout = 1" "num_tx_timeout = 0" "last_cmd_index = " "last_cmd_id: " \
  "last_cmd_act: " "last_cmd_resp_index = " "last_cmd_resp_id: " "last_event_index = " "last_event: " "data_sent=0" \
  "ps_mode=1 ps_state=0" "Failed to set AP configuration" "Failed to start AP" "PREP_CMD: FW is in bad state"
then_now "and of the driver" kernel_says_in_order "===mwifiex driverinfo dump start===" "PCIE register dump start" \
  "PCIE register dump end" "===mwifiex driverinfo dump end==="
then_now "at the level of information" sh -c 'dmesg -r | grep "^<6>.*mwifiex_cmd_timeout_func"'
then_now "for this device" grep -qxF " DEVICE=+pci:0000:01:00.0" /lab/kernel.log
when "commands are given up sooner" pci_fault 0 timeout_ms 1000
when "the driver is reloaded" unload_pci_driver
when "... and is there again" load_pci_driver
then_within 20 "the firmware was not loaded anew, and is deaf" kernel_says_in_order \
  "WLAN FW already running! Skip FW dnld" "Timeout cmd id = 0xa9" "info: _mwifiex_fw_dpc: unregister device"
then_now "the card has no interface" not card_is_up 0
then_now "the other has" card_is_up 1
when "the device is removed" pci_remove 0
when "... and found again" pci_rescan
then_within 20 "the firmware is as before" kernel_says_in_order "Skip FW dnld" "unregister device" "Skip FW dnld" \
  "Timeout cmd id = 0xa9" "unregister device"
when "the driver lets go of the card" pci_unbind 0
when "the device is reset" pci_reset 0
when "the driver takes it" pci_bind 0
pci_serves_again
then_now "its firmware was loaded twice in all" pci_card 0 downloads 2
