# While the kernel hangs with the firmware, its network lock held by another program's dump, the agent answers.
# bound: 240
access_point_and_client
when "the firmware dies" emulator die
given "another program's dump, which holds the network lock" start dump iw dev
then_within 40 "status.json says that something is wrong" not contains /run/wifi-ap/status.json '"reason": "Beaconing"'
status_answers() { timeout 2 wifi-ap status --format json; }
then_now "the agent answers at once" status_answers
wait "$(pid_of dump)"
given "the dump again, and a second one" start dump iw dev
then_now "the agent answers at once" status_answers
when "the agent is told to end" signal wifi-apd TERM
sleep 1
then_now "it has ended within a second" not is_running wifi-apd
