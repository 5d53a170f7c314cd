# A dump that no reset follows, as when the kernel cannot reset the device; unbinding and binding it heals.
pci_access_point
then_within 20 "the access point is enabled" access_point_is_enabled uap0
other=$(phy_of "$(station_of 1)")
when "the firmware hangs at the next probe" pci_fault 0 hang 0x1e timeout_ms 500 dump_s 1
when "somebody asks" iw dev uap0 info
then_within 10 "the driver dumps the firmware" kernel_says "== mwifiex dump information to /sys/class/devcoredump end"
then_now "the phy is still there" link_exists uap0
then_now "hostapd believes itself enabled" access_point_is_enabled uap0
when "the driver lets go of the card" pci_unbind 0
then_now "its interfaces are gone" not link_exists uap0
when "the driver takes it" pci_bind 0
signal hostapd-uap0 KILL
pci_serves_again
then_now "the other card was left alone" test "$(phy_of "$(station_of 1)")" = "$other"
