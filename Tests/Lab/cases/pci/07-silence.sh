# Beacons that stop without a word: the client loses its access point, the kernel's log and hostapd say nothing.
pci_access_point
then_within 20 "the access point is enabled" access_point_is_enabled uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
kernel_log >"$WORK/before"
when "the first card falls silent" pci_fault 0 health 2
then_within 20 "the client has lost it" log_of client CTRL-EVENT-DISCONNECTED
kernel_log >"$WORK/after"
then_now "no line told of it" cmp "$WORK/before" "$WORK/after"
then_now "hostapd believes itself enabled" access_point_is_enabled uap0
when "the card sends again" pci_fault 0 health 0
then_within 60 "the client pings again" client_pings 192.168.0.5
