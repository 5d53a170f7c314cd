# What the port's own switch does to a deaf chip depends on whether the port cuts the power.
switch=/sys/bus/usb/devices/usb1/1-0:1.0/usb1-port1/disable
port_off_and_on() { echo 1 >$switch && echo 0 >$switch; }
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0
given "a port that cuts the power" emulator policy disconnect=reset
when "the firmware goes deaf" emulator hang
when "the port is switched off and on" port_off_and_on
then_within 20 "the card is up" card_is_up 0
then_now "the chip is well" card_shows 0 health=alive
given "a port that does not" emulator policy disconnect=keep
when "the firmware goes deaf" emulator hang
when "the port is switched off and on" port_off_and_on
then_within 20 "the driver finds it deaf" kernel_says "Timeout cmd id = 0xa9"
then_now "the chip is as deaf as before" card_shows 0 health=deaf
