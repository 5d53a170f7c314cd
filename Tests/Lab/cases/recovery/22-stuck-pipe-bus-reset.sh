# The same by a reset of the bus, which changes nothing in a chip that keeps its state but unbinds its driver.
expect_kernel 'BUG|Oops|WARNING|general protection fault|blocked for more than|refcount_t'
usb=/sys/bus/usb/devices/1-1
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0
when "the chip completes no transfer any more" emulator nak
when "somebody asks it" start asking iw dev "$(station_of 0)" info
then_within 20 "the kernel gives up waiting" kernel_says "Timeout cmd id"
bus_reset() {
  read -r bus <$usb/busnum && read -r device <$usb/devnum &&
    firmware-emulator usb-reset "/dev/bus/usb/$(printf '%03d/%03d' "$bus" "$device")"
}
when "the bus is reset" start resetting bus_reset
then_within 30 "the kernel is damaged" kernel_says "Oops"
