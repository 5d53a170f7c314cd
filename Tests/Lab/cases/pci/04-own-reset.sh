# The driver's own reset after a time-out: a dump, then a new phy with the station interface alone.
given "PCI cards" pci_cards
given "the driver" load_pci_driver
then_within 20 "the first card is up" card_is_up 0
given "an access point interface" add_uap 0 uap0
phy=$(phy_of uap0)
when "an answer will be lost, and the card reset" pci_fault 0 lose 0xb0 timeout_ms 500 dump_s 2 self_reset 1
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "the driver dumps the firmware" kernel_says "== mwifiex firmware dump start =="
then_now "meanwhile the firmware is in bad state" kernel_says "PREP_CMD: FW is in bad state"
then_within 20 "the dump ends and the card starts anew" kernel_says_in_order "== mwifiex firmware dump end ==" \
  "== mwifiex dump information to /sys/class/devcoredump start" \
  "== mwifiex dump information to /sys/class/devcoredump end" \
  "info: shutdown mwifiex..." "PREP_CMD: card is removed" "info: FW download over" "WLAN FW is active"
then_within 20 "the card is up" card_is_up 0
then_now "under another phy" not test "$(phy_of "$(station_of 0)")" = "$phy"
then_now "without the access point's interface" not link_exists uap0
then_now "the dump is there to be read" test "$(readlink -f /sys/class/devcoredump/devcd*/failing_device)" = \
  "$(readlink -f /sys/bus/pci/devices/0000:01:00.0)"
pci_serves_again
