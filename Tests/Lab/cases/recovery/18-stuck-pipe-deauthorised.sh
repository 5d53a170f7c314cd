# The same by deauthorising the device.
pipe_is_stuck
when "the device is deauthorised" start deauthorising sh -c 'echo 0 >/sys/bus/usb/devices/1-1/authorized'
then_within 30 "the kernel is damaged" kernel_says "Oops"
