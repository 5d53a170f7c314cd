# Without a daemon the command line does one pass of its own, and a second one has nothing to do.
given "two emulated cards" emulator_with 0 1
given "the story's spec, and no agent" story_spec
has_changes() { wifi-ap plan --detailed-exitcode; [ $? = 2 ]; }
then_now "the plan has steps" has_changes
when "the spec is applied" wifi-ap apply --wait 60
then_within 20 "the firmware sends" card_shows 0 ap.0=active
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
then_now "the plan has no steps" wifi-ap plan --detailed-exitcode
given "a snapshot of it" sh -c 'wifi-ap snapshot >/run/snapshot.json'
then_now "no secret is in it" not contains /run/snapshot.json wifipassword
then_now "planned from elsewhere it has no steps either" wifi-ap plan --detailed-exitcode --snapshot /run/snapshot.json
given "nobody but us speaks to the driver" client_leaves
sleep 3
before=$(hostapd_pid)
lines=$(grep -c ' 0 command ' $TRACE)
when "the spec is applied again" wifi-ap apply
then_now "the firmware got no command" [ "$(grep -c ' 0 command ' $TRACE)" = "$lines" ]
then_now "hostapd is the same" not hostapd_is_another_than "$before"
no_daemon() { wifi-ap status; [ $? = 69 ]; }
then_now "there is no daemon to ask" no_daemon
given "an agent" agent_starts
then_within 30 "it adopts the access point" access_point_is_ready uap0
then_now "hostapd is the same" not hostapd_is_another_than "$before"
