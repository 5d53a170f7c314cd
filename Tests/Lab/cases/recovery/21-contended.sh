# Another program fights for the interface: it is named, and the agent does not make a war of it.
# bound: 240
access_point_alone
recovery_begins
foe() { while :; do link_exists uap0 && iw dev uap0 del; sleep 0.3; done; }
given "a program that deletes uap0 whenever it is there" start foe foe
then_within 90 "the access point is contended" condition_is uap0 Stalled True Contended
made() { said_since | grep -c '^info: add-interface uap0: '; }
count=$(made)
then_now "after a handful of corrections" [ "$count" -le 6 ]
then_hold 15 "the agent lets it be" [ "$(made)" = "$count" ]
then_now "the firmware was not blamed" not agent_blames_firmware
then_now "nothing was done to the driver" not agent_said_since "unload-module"
note "contended after $count corrections"
when "the program ends" signal foe KILL
