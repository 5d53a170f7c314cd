# The agent reloads a driver from within its sandbox: kernel log, sysfs, unload and load all work there.
# bound: 240
given "two emulated cards" emulator_with 0 1
given "the story's spec" story_spec
when "the service is started" systemctl start wifi-apd
then_within 60 "the access point is ready" access_point_is_ready uap0
when "the answer to the next configuration will be lost" emulator rule 0xb0 drop act=1
when "the SSID is changed" story_spec 6 another_name
then_within 40 "the kernel gives up waiting" kernel_says "mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1"
then_within 60 "the driver is reloaded" journal_says "unload-module mwifiex_usb"
then_now "the journal has the kernel's own line" journal_says "kernel: "
then_now "it says why" journal_says "fault of firmware"
then_within 60 "the access point is ready" access_point_is_ready uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins another_name wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
journalctl -u wifi-apd -o short-monotonic --since "@$(cat $WORK/since)" >"$LOGS/journal"
