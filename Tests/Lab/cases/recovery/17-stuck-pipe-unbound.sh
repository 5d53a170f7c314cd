# Why a stuck pipe is never unbound in place: the kernel's own driver, plain tools, no agent. The oops is the kernel's.
expect_kernel 'BUG|Oops|WARNING|general protection fault|blocked for more than|refcount_t'
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0
when "the chip completes no transfer any more" emulator nak
when "somebody asks it" start asking iw dev "$(station_of 0)" info
then_within 20 "the kernel gives up waiting" kernel_says "Timeout cmd id"
when "the device is unbound from its driver" start unbinding sh -c 'echo 1-1:1.0 >/sys/bus/usb/drivers/mwifiex_usb/unbind'
then_within 20 "that is done, without complaint" not is_running unbinding
when "the driver is unloaded" unload_driver
when "the card is unplugged" emulator unplug
then_within 30 "the kernel is damaged" kernel_says "Oops"
