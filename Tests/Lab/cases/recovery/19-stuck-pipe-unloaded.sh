# The same by unloading the driver: nothing is said of it until the card leaves.
expect_kernel 'BUG|Oops|WARNING|general protection fault|blocked for more than|refcount_t'
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0
when "the chip completes no transfer any more" emulator nak
when "somebody asks it" start asking iw dev "$(station_of 0)" info
then_within 20 "the kernel gives up waiting" kernel_says "Timeout cmd id"
when "the driver is unloaded, without complaint" unload_driver
when "the card is unplugged" emulator unplug
then_within 30 "the kernel is damaged" kernel_says "Oops"
