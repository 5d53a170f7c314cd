# What the port's own switch does to a deaf chip depends on whether the port cuts the power.
switch=/sys/bus/usb/devices/usb1/1-0:1.0/usb1-port1/disable
port() { echo "$1" >$switch; }
# Only then does this virtual hub look at its ports when one is switched on.
hub_sleeps() { grep -qx suspended /sys/bus/usb/devices/usb1/power/runtime_status; }
port_off_and_on() {
  when "the port is switched off" port 1
  then_within 20 "the card is gone" not card_is_up 0
  then_within 20 "the hub sleeps" hub_sleeps
  when "the port is switched on" port 0
}
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0
given "a port that cuts the power" emulator policy disconnect=reset
when "the firmware goes deaf" emulator hang
port_off_and_on
then_within 20 "the card is up" card_is_up 0
then_now "the chip is well" card_shows 0 health=alive
given "a port that does not" emulator policy disconnect=keep
when "the firmware goes deaf" emulator hang
port_off_and_on
then_within 20 "the driver finds it deaf" kernel_says "Timeout cmd id = 0xa9"
then_now "the chip is as deaf as before" card_shows 0 health=deaf
