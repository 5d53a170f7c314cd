# The driver frees what a chip that takes no command still holds; the kernel's complaint fails a case that has not declared it.
# expected: fail  liar/07-oops
# expected: (the kernel complained:
given "a card" emulator_with 0
given "the driver" load_driver
then_within 30 "the card is up" card_is_up 0
when "the chip takes no more commands" emulator nak
when "the driver sends one" sh -c 'timeout 2 iw dev mlan0 info; true'
when "the driver is unloaded" unload_driver
when "the card is pulled" emulator unplug
then_within 30 "the kernel says so" kernel_says Oops
