# A firmware that is deaf from the configuration on: a driver reload does not heal it, a power cycle does.
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0
given "an access point interface" add_uap 0 uap0
when "the firmware will hang at the configuration" emulator rule 0xb0 hang
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 25 "the kernel gives up waiting" kernel_says "mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1"
then_within 5 "the driver refuses further commands" kernel_says "PREP_CMD: FW is in bad state"
then_now "the chip is deaf" card_shows 0 health=deaf
then_within 5 "hostapd has ended" not is_running hostapd-uap0
when "the driver is unloaded" unload_driver
when "the driver is loaded" load_driver
then_within 20 "the kernel gives up waiting" kernel_says "Timeout cmd id = 0xa9"
then_now "the card has no interface" not card_is_up 0
when "the card loses power and gets it back" emulator replug
then_within 20 "the card is up" card_is_up 0
given "an access point interface" add_uap 0 uap0
when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "the access point is enabled" access_point_is_enabled uap0
