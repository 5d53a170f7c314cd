# What is suspended is watched and not touched; a remedy by hand waits for no evidence; the history tells of it.
# bound: 240
access_point_alone
when "the radio is suspended" wifi-ap suspend main --reason measurements --for 10m
then_now "the agent's log says who asked" agent_said "asks: suspend radio main"
then_within 5 "the status says why" condition_is uap0 Suspended True Suspended
when "the address is removed" ip address del 192.168.0.5/24 dev uap0
then_within 20 "the agent has seen it" condition_is uap0 AddressesReady False
then_hold 5 "and leaves it alone" not has_address uap0 192.168.0.5/24
recover_is_refused() { wifi-ap recover main 2>&1 | grep -F "radio main is suspended"; }
then_now "a remedy is refused too" recover_is_refused
when "the radio is resumed" wifi-ap resume main
then_within 20 "the address is there again" has_address uap0 192.168.0.5/24
then_within 20 "nothing is suspended" condition_is uap0 Suspended False Attended
unknown_is_refused() { wifi-ap suspend attic; [ $? = 64 ]; }
then_now "nobody suspends what is not there" unknown_is_refused
impossible() { wifi-ap recover main --rung power-hook; [ $? = 1 ]; }
then_now "a remedy that the spec does not have is refused" impossible
recovery_begins
when "somebody asks for a reload" wifi-ap recover main --rung reload-driver
then_within 60 "it is healed" is_healed
then_now "by that remedy" remedies_were reload-driver
wifi-ap history >"$LOGS/history" 2>&1
then_now "the history says what was asked for" contains "$LOGS/history" "somebody asked for reload-driver"
then_now "... and what was done" contains "$LOGS/history" "unload-module mwifiex_usb"
then_now "... and how long it took" contains "$LOGS/history" "off the air for"
