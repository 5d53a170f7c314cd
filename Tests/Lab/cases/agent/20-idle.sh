# At rest: one thread, and between two health ticks no wake-up at all. Memory is printed.
# bound: 240
access_point_and_client
switches() { sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' "/proc/$1/status"; }
probes() { grep -c ' 0 command 0x1e ' $TRACE; }
another_probe() { [ "$(probes)" -gt "$count" ]; }
agent=$(pid_of wifi-apd)
helper=$(helper_pid)
for tick in 1 2; do
  count=$(probes)
  then_within 30 "health tick $tick passes" another_probe
  sleep 1
  before="$(switches "$agent") $(switches "$helper")"
  sleep 12
  then_now "nobody woke up in 12 s" [ "$(switches "$agent") $(switches "$helper")" = "$before" ]
done
then_now "the agent has one thread" [ "$(ls "/proc/$agent/task" | wc -l)" = 1 ]
then_now "its helper has one thread" [ "$(ls "/proc/$helper/task" | wc -l)" = 1 ]
memory() { awk '/^(Rss|Pss|Private_Dirty):/ { printf "%s %d kB  ", $1, $2 } END { print "" }' "/proc/$1/smaps_rollup"; }
note "memory of the agent: $(memory "$agent")"
note "memory of its helper: $(memory "$helper")"
