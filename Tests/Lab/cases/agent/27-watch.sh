# Looking on costs nothing: status --watch asks the agent, which asks nobody for it.
# bound: 240
access_point_and_client
status_has() { wifi-ap status uap0 --format json | tr -d ' \n' | grep -E -- "$1"; }
then_within 20 "the client is listed, without a signal that nobody knows" status_has '"clients":\[\{"address":"[0-9a-f:]+","sinceUptimeMilliseconds":[0-9]+,"signalDBm":null,"passphraseName":null\}\]'
probes() { grep -c ' 0 command 0x1e ' $TRACE; }
another_probe() { [ "$(probes)" -gt "$count" ]; }
count=$(probes)
then_within 30 "a health tick has just passed" another_probe
sleep 2
given "strace on hostapd" trace_calls hostapd "$(hostapd_pid)"
given "strace on the agent" trace_calls agent "$(pid_of wifi-apd)"
given "strace on the agent's helper" trace_calls helper "$(helper_pid)"
commands=$(grep -c ' 0 command ' $TRACE)
when "somebody looks on" start watch wifi-ap status --watch
sleep 6
when "he stops" signal watch INT
when "strace is taken off" traces_end
then_now "the firmware got no command" [ "$(grep -c ' 0 command ' $TRACE)" = "$commands" ]
# What waited before strace came is shown when it ends.
calls() { grep -E "$2" "$LOGS/$1.calls" | grep -vE 'detached|ERESTART'; }
then_now "the helper was not asked" not calls helper 'send|recv'
then_now "hostapd was not asked" not calls hostapd 'send|recv'
asked() { calls agent 'recv.*status' | wc -l; }
then_now "the agent was asked again and again" [ "$(asked)" -ge 3 ]
then_now "and wrote nothing" not calls agent 'rename|O_WRONLY|O_RDWR'
then_within 5 "who looked on is gone" not is_running watch
then_now "he saw it once, as nothing changed" [ "$(grep -c '^uap0 ' "$LOGS/watch.log")" = 1 ]
