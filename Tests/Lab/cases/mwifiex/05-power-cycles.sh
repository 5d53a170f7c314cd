# bound: 240
# The card loses its power eight times and is there again each time.
given "an emulated card" emulator_with 0
given "the driver" load_driver
then_within 20 "the card is up" card_is_up 0
for cycle in 1 2 3 4 5 6 7 8; do
  when "power cycle $cycle" emulator replug
  then_within 10 "the interface goes" not card_is_up 0
  then_within 20 "the interface is back" card_is_up 0
done
then_now "the chip has booted each time" [ "$(grep -c 'firmware end' $TRACE)" = 9 ]
