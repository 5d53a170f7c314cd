# The kernel's own words when one answer is lost while the access point starts, and what a driver reload does then.
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0
given "an access point interface" add_uap 0 uap0
when "the answer to the configuration will be lost" emulator rule 0xb0 drop act=1
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 25 "the kernel gives up waiting" kernel_says "mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1"
then_within 5 "the driver could not start the network" kernel_says "Failed to start AP"
then_within 5 "the driver refuses further commands" kernel_says "PREP_CMD: FW is in bad state"
then_within 5 "hostapd has ended" not is_running hostapd-uap0
then_now "the chip itself is well" card_shows 0 health=alive
when "the driver is unloaded" unload_driver
when "the driver is loaded" load_driver
then_within 20 "the card is up" card_is_up 0
given "an access point interface" add_uap 0 uap0
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "the access point is enabled" access_point_is_enabled uap0
then_now "the firmware sends" card_shows 0 ap.0=active
