# Why a stuck pipe is never unbound in place: the kernel's own driver, plain tools, no agent. The oops is the kernel's.
pipe_is_stuck
when "the device is unbound from its driver" start unbinding sh -c 'echo 1-1:1.0 >/sys/bus/usb/drivers/mwifiex_usb/unbind'
then_within 20 "that is done, without complaint" not is_running unbinding
when "the driver is unloaded" unload_driver
when "the card is unplugged" emulator unplug
then_within 30 "the kernel is damaged" kernel_says "Oops"
