# The firmware dies silently under a running access point: nothing on the host notices.
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0
given "an access point interface" add_uap 0 uap0
given "hostapd on it" access_point uap0 my_access_point wifipassword 192.168.0.5/24
then_within 20 "the access point is enabled" access_point_is_enabled uap0
then_within 5 "the firmware sends" card_shows 0 ap.0=active
when "the firmware dies" emulator die
before=$(kernel_log | wc -l)
kernel_is_silent() { [ "$(kernel_log | wc -l)" = "$before" ]; }
then_hold 15 "the kernel says nothing" kernel_is_silent
then_now "hostapd believes it enabled" access_point_is_enabled uap0
then_now "the link has its carrier" contains /sys/class/net/uap0/carrier 1
when "somebody asks for the transmit power" iw dev uap0 info
then_now "the kernel has noticed" kernel_says "Timeout cmd id = 0x1e"
then_now "hostapd still believes it enabled" access_point_is_enabled uap0
