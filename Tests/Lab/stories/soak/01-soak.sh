# Many faults in a row on one machine and one agent: none may be lost, nothing may leak. Tests/Lab/soak puts the numbers
# in, and shows the table.
# bound: @BOUND@
FAULTS=@FAULTS@
SEED=@SEED@
LONGEST=180

# Every kind once in ten faults, each time in another order. An ordinary correction that is needed five times in ten
# minutes is somebody's fight, and a driver-level remedy starts that count anew; hostapd that hangs is restarted six times
# an hour at most on this driver. The order keeps within both, as faults that come by themselves would.
order() {
  awk -v seed="$SEED" -v faults="$FAULTS" 'BEGIN {
    srand(seed)
    count = split("kill delete link address module replug helper lost deaf stop", kind, " ")
    subject["delete"] = subject["replug"] = "interface"
    subject["kill"] = "hostapd"
    subject["link"] = "link"
    subject["address"] = subject["helper"] = "address"
    subject["module"] = "module"
    for (fault = 0; fault < faults; fault++) {
      place = fault % count + 1
      other = place + int(rand() * (count - place + 1))
      chosen = kind[other]
      kind[other] = kind[place]
      kind[place] = chosen
      if (chosen == "stop" && ++stops > 5) chosen = "helper"
      if (chosen in subject && ++corrections[subject[chosen]] > 3) chosen = rand() < 0.5 ? "lost" : "deaf"
      if (chosen == "lost" || chosen == "deaf") split("", corrections)
      print chosen
    }
  }'
}

name=my_access_point
is_up() { read -r flags </sys/class/net/uap0/flags && [ $((flags & 1)) = 1 ]; }
interface_is_new() { index=$(cat /sys/class/net/uap0/ifindex 2>/dev/null) && [ "$index" != "$before" ]; }
phy_is_new() { phy=$(phy_of uap0 2>/dev/null) && [ "$phy" != "$before" ]; }
helper_is_new() { pid=$(helper_pid) && [ "$pid" != "$before" ]; }

# inject KIND: the fault, and in WITNESS what must be true again before anything else counts.
inject() {
  case $1 in
    kill | stop)
      before=$(hostapd_pid)
      WITNESS="hostapd_is_another_than $before"
      if [ "$1" = kill ]; then kill -KILL "$before"; else kill -STOP "$before"; fi
      ;;
    delete)
      before=$(cat /sys/class/net/uap0/ifindex)
      WITNESS=interface_is_new
      iw dev uap0 del
      ;;
    link)
      WITNESS=is_up
      ip link set uap0 down
      ;;
    address)
      WITNESS='has_address uap0 192.168.0.5/24'
      ip address del 192.168.0.5/24 dev uap0
      ;;
    helper)
      before=$(helper_pid)
      WITNESS=helper_is_new
      kill -KILL "$before"
      # Somebody has to ask for something.
      ip address del 192.168.0.5/24 dev uap0
      ;;
    module)
      before=$(phy_of uap0)
      WITNESS=phy_is_new
      unload_driver
      ;;
    replug)
      before=$(phy_of uap0)
      WITNESS=phy_is_new
      emulator replug
      ;;
    lost)
      before=$(phy_of uap0)
      WITNESS=phy_is_new
      if [ $name = my_access_point ]; then name=another_name; else name=my_access_point; fi
      emulator rule 0xb0 drop act=1 && soak_spec
      ;;
    deaf)
      before=$(phy_of uap0)
      WITNESS=phy_is_new
      emulator rule 0xb1 hang && kill -KILL "$(hostapd_pid)"
      ;;
  esac
}

serves() { $WITNESS && card_shows 0 ap.0=active && card_shows 0 "ap.0.ssid=$name" && access_point_is_ready uap0; }

soak_spec() {
  story_spec 6 $name
  sed 's/bus-reset: false/bus-reset: false, actions-per-hour: 60/' /etc/wifi-ap.d/lobby.yaml | spec lobby
}

pss() { awk '/^Pss:/ { print $2 }' "/proc/$1/smaps_rollup"; }
descriptors() { ls "/proc/$1/fd" | wc -l; }
footprint() { echo "$(pss "$(pid_of wifi-apd)") $(descriptors "$(pid_of wifi-apd)") $(descriptors "$(helper_pid)")"; }

given "an emulated card" emulator_with 0
given "a chip that starts anew when its driver leaves" emulator policy unload=reset
given "the spec, with a large budget" soak_spec
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
sleep 2
at_first=$(footprint)
number=0
for fault in $(order); do
  number=$((number + 1))
  doing "fault $number: $fault"
  now
  began=$NOW
  inject "$fault" >>"$LOGS/injections" 2>&1
  result=healed
  until serves >/dev/null 2>&1; do
    now
    if [ $((NOW - began)) -gt $((LONGEST * 100)) ]; then
      result=lost
      break
    fi
    sleep 0.2
  done
  now
  echo "$number $fault $result $(((NOW - began) / 100)).$(printf %02d $(((NOW - began) % 100)))" >>"$LOGS/faults"
  tell when "fault $number: $fault, $result"
  # The machine is in no state that a further fault could be told from.
  [ $result = healed ] || break
done
# The memory of the last remedy is given back.
sleep 2
at_last=$(footprint)
{
  printf '%-10s %7s %7s %6s %9s %7s\n' fault times healed lost median max
  # All of them are one more kind.
  { cat "$LOGS/faults" && sed 's/ [a-z]* / ~all /' "$LOGS/faults"; } | sort -k 2,2 -k 4,4n | awk '
    function row() {
      if (!times) return
      sub(/^~/, "", kind)
      middle = took[int((times + 1) / 2)]
      printf "%-10s %7d %7d %6d %7.2f s %5.1f s\n", kind, times, times - lost, lost, middle, took[times]
    }
    $2 != kind {
      row()
      kind = $2
      times = 0
      lost = 0
    }
    { took[++times] = $4 }
    $3 == "lost" { lost++ }
    END { row() }'
  set -- $at_first $at_last
  echo "the agent: Pss $1 kB, then $4 kB; $2 descriptors, then $5; its helper $3, then $6"
} >>"$LOGS/notes"
set -- $at_first $at_last
then_now "none was lost" [ -z "$(awk '$3 == "lost"' "$LOGS/faults")" ]
then_now "all were injected" [ "$(wc -l <"$LOGS/faults")" = "$FAULTS" ]
then_now "the agent's memory drifted by less than 1 MB" [ $(($4 - $1)) -lt 1024 ]
then_now "no descriptor leaked" [ "$5 $6" = "$2 $3" ]
