# A second reconcile of a matched system, seen from outside: nothing is written, no one is signalled, no firmware asked.
# bound: 240
access_point_and_client
given "nobody but the agent speaks to the driver" client_leaves
probes() { grep -c ' 0 command 0x1e ' $TRACE; }
count=$(probes)
another_probe() { [ "$(probes)" -gt "$count" ]; }
then_within 30 "a health tick has just passed" another_probe
given "strace on the agent" trace_calls agent "$(pid_of wifi-apd)"
given "strace on its helper" trace_calls helper "$(helper_pid)"
lines=$(grep -c ' 0 command ' $TRACE)
# Each system call stops for strace, and on a busy host the answer may then be late.
then_within 60 "somebody asks for another pass" wifi-ap apply
looked() { grep -qE 'nlmsg_type=(0x12|RTM_GETLINK)' "$LOGS/helper.calls"; }
then_within 10 "the agent has looked" looked
sleep 2
when "strace is taken off" traces_end
then_now "the kernel was only asked, and for nothing that reaches the firmware" only_questions "$LOGS/helper.calls"
then_now "no file was written" not grep -E 'rename|O_CREAT|O_WRONLY|O_RDWR|unlink|mkdir' "$LOGS/agent.calls" "$LOGS/helper.calls"
then_now "no signal was sent" not grep -E 'kill\(|pidfd_send_signal' "$LOGS/agent.calls" "$LOGS/helper.calls"
then_now "no process was started" not grep -E 'execve|clone|vfork' "$LOGS/agent.calls" "$LOGS/helper.calls"
then_now "the firmware got no command" [ "$(grep -c ' 0 command ' $TRACE)" = "$lines" ]
