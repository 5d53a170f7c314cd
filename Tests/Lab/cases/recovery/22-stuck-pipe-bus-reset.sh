# The same by a reset of the bus, which changes nothing in a chip that keeps its state but unbinds its driver.
pipe_is_stuck
usb=/sys/bus/usb/devices/1-1
bus_reset() {
  read -r bus <$usb/busnum && read -r device <$usb/devnum &&
    firmware-emulator usb-reset "/dev/bus/usb/$(printf '%03d/%03d' "$bus" "$device")"
}
when "the bus is reset" start resetting bus_reset
then_within 30 "the kernel is damaged" kernel_says "Oops"
