# What asking a deaf card costs: GET_INTERFACE for one interface waits in the driver, alone; later ones fail at once.
asks() { iw dev uap0 info; }
takes_at_least() {
  now
  [ $((NOW - $2)) -ge "$1" ]
}
pci_access_point
then_within 20 "the access point is enabled" access_point_is_enabled uap0
then_now "the firmware answers" sh -c 'iw dev uap0 info | grep -q txpower'
when "it goes deaf" pci_fault 0 health 3
now
began=$NOW
when "it is asked" start ask iw dev uap0 info
then_within 2 "links can be asked meanwhile" ip link show uap0
then_within 15 "the question ends" not is_running ask
then_now "after the driver's ten seconds" takes_at_least 990 $began
then_now "without the power" not log_of ask txpower
then_now "but with the name" log_of ask "ssid my_access_point"
then_now "the kernel told of it" kernel_says "Timeout cmd id = 0x1e"
when "it is asked again" start again iw dev uap0 info
then_within 2 "that ends at once" not is_running again
then_now "without the power" not log_of again txpower
then_now "the kernel told why" kernel_says "PREP_CMD: FW is in bad state"
