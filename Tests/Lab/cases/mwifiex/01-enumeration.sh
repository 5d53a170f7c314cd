# Proves the emulated card: the kernel's own driver loads its firmware, and real hostapd runs an access point on it.
given "an emulated card" emulator_with 0
when "the driver is loaded" load_driver
then_within 20 "the driver has made the station interface" card_is_up 0
then_now "the kernel has started the firmware" kernel_says "WLAN FW is active"
then_now "the card says so too" card_shows 0 state=firmware
when "an access point interface is added" add_uap 0 uap0
when "hostapd starts on it" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "the access point is enabled" access_point_is_enabled uap0
then_now "its firmware sends the name" card_shows 0 ap.0.ssid=my_access_point
then_now "its firmware sends on the channel" card_shows 0 ap.0.channel=6
then_now "the driver configured, then started it" card_was_told 0 0xb0 0xb1
