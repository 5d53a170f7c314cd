# The same by unloading the driver: nothing is said of it until the card leaves.
pipe_is_stuck
when "the driver is unloaded, without complaint" unload_driver
when "the card is unplugged" emulator unplug
then_within 30 "the kernel is damaged" kernel_says "Oops"
