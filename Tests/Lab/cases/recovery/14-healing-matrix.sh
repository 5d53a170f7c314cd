# What heals sick firmware and what does not, with plain tools: the rows that leave the kernel in one piece. Reload and
# power cycle of lost and deaf firmware stand in mwifiex/03 and 04, the port's switch with deaf firmware in mwifiex/08.
# bound: 180
usb=/sys/bus/usb/devices/1-1
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0

# A command that the chip does not even take; whoever asks waits for it.
ask() { emulator rule 0x1e nak && start asking iw dev "$(station_of 0)" info; }
downloads() { grep -c 'firmware end' $TRACE; }
is_new() { [ "$(downloads)" -gt "$before" ] && card_is_up 0 && card_shows 0 health=alive; }
deauthorize() { echo 0 >$usb/authorized; }
bus_reset() {
  read -r bus <$usb/busnum && read -r device <$usb/devnum &&
    firmware-emulator usb-reset "/dev/bus/usb/$(printf '%03d/%03d' "$bus" "$device")"
}
# After a reset that changes its descriptors the device is no longer the one that was asked for.
bus_reset_tells() { bus_reset || true; }
switch=/sys/bus/usb/devices/usb1/1-0:1.0/usb1-port1/disable
port() { echo "$1" >$switch; }
# Only then does this virtual hub look at its ports when one is switched on.
hub_sleeps() { grep -qx suspended /sys/bus/usb/devices/usb1/power/runtime_status; }

before=$(downloads)
given "deaf firmware in a chip that SET_CONFIGURATION 0 resets" emulator policy setcfg0=reset
when "it goes deaf" emulator hang
when "the device is deauthorised, at which its chip leaves and is back" deauthorize
then_within 20 "the firmware is new: that heals" is_new
given "one that keeps its state then" emulator policy setcfg0=keep

before=$(downloads)
given "deaf firmware in a chip that a reset of the bus resets" emulator policy busreset=reset
when "it goes deaf" emulator hang
when "the bus is reset" bus_reset_tells
then_within 20 "the firmware is new: that heals" is_new
given "one that keeps its state then" emulator policy busreset=keep

before=$(downloads)
when "somebody asks a chip that completes no transfer any more" ask
then_within 10 "it does not take it" card_shows 0 health=nak
when "the card is replugged, its driver bound" emulator replug
then_within 20 "the firmware is new: that heals" is_new
then_now "the kernel is whole" not kernel_says Oops

before=$(downloads)
given "a port that cuts the power" emulator policy disconnect=reset
when "somebody asks a chip that completes no transfer any more" ask
then_within 10 "it does not take it" card_shows 0 health=nak
when "the port is switched off" port 1
then_within 20 "the hub sleeps" hub_sleeps
when "it is switched on" port 0
then_within 20 "the firmware is new: that heals" is_new
then_now "the kernel is whole" not kernel_says Oops
given "a port that does not" emulator policy disconnect=keep

before=$(downloads)
when "it goes deaf, in a chip that keeps its state" emulator hang
when "the bus is reset" bus_reset_tells
then_within 20 "the driver finds it deaf: that does not heal" kernel_says "Timeout cmd id = 0xa9"
then_now "the firmware is the old one" [ "$(downloads)" = "$before" ]
