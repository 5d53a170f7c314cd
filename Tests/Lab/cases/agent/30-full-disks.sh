# No file can be written any more, /run included. The firmware is healed all the same, and an agent that dies in the
# middle of it is followed by one that knows of the remedy and of the budget.
# bound: 240
fill() { cat /dev/zero >"$1/filler" 2>/dev/null || true; }
is_full() { ! echo more >"$1/another"; }
given "a small disk for the agent" mkdir -p /var/lib/wifi-ap
given "which is its own" mount -t tmpfs -o size=256k,mode=700 tmpfs /var/lib/wifi-ap
given "a small /run" mkdir -p /run/wifi-ap
given "which is its own" mount -t tmpfs -o size=1m,mode=755 tmpfs /run/wifi-ap
access_point_alone
given "a chip that starts anew when its driver leaves" emulator policy unload=reset
when "both are filled" fill /var/lib/wifi-ap
when "to the last byte" fill /run/wifi-ap
then_now "nobody can write on the disk" is_full /var/lib/wifi-ap
then_now "nobody can write in /run" is_full /run/wifi-ap
recovery_begins
when "the firmware dies" emulator die
then_within 60 "the agent takes the driver away" agent_said_since "unload-module mwifiex_usb"
when "the agent is killed" signal wifi-apd KILL
when "another one starts" agent_starts
then_within 90 "the access point is ready" access_point_is_ready uap0
then_now "the agent knew of the incident" agent_said_since "is healed after"
then_now "the budget is known" contains /run/wifi-ap/memory.json '"actionUptimesNanoseconds":{"main":['
when "there is room again" rm /var/lib/wifi-ap/filler /run/wifi-ap/filler
then_within 30 "the disk takes what it refused" contains /var/lib/wifi-ap/memory.json '"actionUptimesNanoseconds":{"main":['
then_within 30 "and nothing of it is left in /run" not [ -e /run/wifi-ap/memory.json ]
then_now "the reserve is there again" [ -s /run/wifi-ap/reserve ]
