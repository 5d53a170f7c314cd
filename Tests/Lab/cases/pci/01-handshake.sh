# Proves the PCI radio: real hostapd on one card, a real client on the other, the four-way handshake, data.
given "PCI cards" pci_cards
when "the driver is loaded" load_pci_driver
then_within 20 "the first card is up" card_is_up 0
then_within 20 "the second card is up" card_is_up 1
then_now "the kernel has started the firmware" kernel_says_in_order \
  "mwifiex_pcie 0000:01:00.0: info: FW download over, size 632240 bytes" \
  "mwifiex_pcie 0000:01:00.0: WLAN FW is active" "mwifiex_pcie 0000:01:00.0: driver_version = mwifiex 1.0"
when "an access point interface is added" add_uap 0 uap0
when "hostapd starts on it" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "the access point is enabled" access_point_is_enabled uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the four-way handshake is complete" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
then_now "hostapd names it as a client" log_of hostapd-uap0 AP-STA-CONNECTED
when "hostapd is ended" signal hostapd-uap0 TERM
then_within 10 "the client is told" log_of client CTRL-EVENT-DISCONNECTED
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 60 "the client pings again" client_pings 192.168.0.5
when "the driver is unloaded under all of it" unload_pci_driver
then_now "it said goodbye" kernel_says_in_order "info: shutdown mwifiex..." "PREP_CMD: card is removed"
then_now "the interface is gone" not link_exists uap0
