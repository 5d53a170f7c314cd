# The whole story, for people: `Tests/Lab/demo` shows the lines of $LOGS/timeline while they are written. Each is
# `TIME KIND TEXT`, TIME in hundredths of a second since boot; the times that are shown count from the last `event`.
# bound: 400

line() {
  now
  echo "$NOW $1 $2" >>"$LOGS/timeline"
}

chapter() { line chapter "$1"; }
note() { line note "$1"; }

# happens WHAT COMMAND...: the event of a chapter.
happens() {
  now
  EVENT=$NOW
  what=$1
  shift
  echo "$NOW event $what" >>"$LOGS/timeline"
  when "$what" "$@"
}

# reached SECONDS WHO WHAT COMMAND...: waits for it, tells it, and leaves the time since the event in TOOK.
reached() {
  who=$2
  then_within "$1" "$3" "$4" "${5:-}" "${6:-}"
  now
  TOOK=$(((NOW - EVENT) / 100)).$(((NOW - EVENT) % 100 / 10))
  line "$who" "$3"
}

# shows COMMAND...: a command and what it prints.
shows() {
  line command "$*"
  "$@" >$WORK/shown 2>&1 || broken 'then' "$* succeeds" cat $WORK/shown
  while IFS= read -r shown; do line out "$shown"; done <$WORK/shown
}

# The chapter's end: the client pings, and both times are told. What was waited for last is the access point.
healed() {
  again=$TOOK
  reached 60 client "pings 192.168.0.5$2" client_pings 192.168.0.5
  line "done" "$1 after $again s; the client pings$2 after $TOOK s"
}

agent_lines() {
  while IFS= read -r said; do
    line agent "${said#*: }"
    echo "$said" >>"$LOGS/wifi-apd.log"
  done <$WORK/agent
}

# The kernel's lines about the access point's card that carry the story, with the kernel's own times; one that comes by
# the dozen is told once.
kernel() { echo "$stamp kernel $1" >>"$LOGS/timeline"; }

kernel_lines() {
  times=0
  cat /dev/kmsg | while IFS= read -r record; do
    # LEVEL,NUMBER,MICROSECONDS,FLAGS;TEXT; a program's record has a facility, and so a greater first number.
    case $record in [0-7],*) ;; *) continue ;; esac
    said=${record#*;}
    stamp=${record#*,*,}
    stamp=$((${stamp%%,*} / 10000))
    case $said in
      'usb 1-1: PREP_CMD: FW is in bad state'*)
        times=$((times + 1))
        [ $times = 1 ] && kernel "$said"
        ;;
      'usb 1-1: mwifiex_usb_disconnect'*)
        [ $times -lt 2 ] || kernel "usb 1-1: PREP_CMD: FW is in bad state ($times times in all)"
        times=0
        kernel "$said"
        ;;
      'usb 1-1: WLAN FW is active' | 'usb 1-1: start to download FW'* | 'usb 1-1: mwifiex_cmd_timeout_func'*)
        kernel "$said"
        ;;
    esac
  done
}

agent_in_the_timeline() {
  mkfifo $WORK/agent
  start agent-lines agent_lines
  start wifi-apd-process sh -c 'exec wifi-apd >/run/lab/agent 2>&1'
}

hostapd_pid() { pidof hostapd; }
wanted_spec() { story_spec && mv /etc/wifi-ap.d/lobby.yaml /run/lobby.yaml; }
drop_spec() { spec lobby </run/lobby.yaml; }
is_on_channel() { iw dev uap0 info | grep -qF "channel $1 "; }
pid_is_another() { hostapd_is_another_than "$before"; }
interface_is_another() { index=$(cat /sys/class/net/uap0/ifindex) && [ "$index" != "$before" ]; }

chapter "What we want: a file"
given "the story's spec" wanted_spec
start kernel-lines kernel_lines
given "two emulated cards" emulator_with 0 1
shows cat /run/lobby.yaml
shows wifi-ap validate /run/lobby.yaml
note "No driver is loaded, nothing is configured. What would have to be done?"
shows wifi-ap plan /run/lobby.yaml

chapter "The file is dropped into /etc/wifi-ap.d"
note "The agent runs already; it has nothing to do yet."
given "the agent" agent_in_the_timeline
then_within 30 "the agent answers, and has nothing to do" wifi-ap status --exit-code
happens "lobby.yaml is moved into /etc/wifi-ap.d" drop_spec
reached 60 air "my_access_point is on the air, channel 6" access_point_is_ready uap0
onair=$TOOK
given "a client on the second card" client_on_card 1 192.168.0.9/24
reached 60 client "joins: WPA2 four-way handshake complete" client_joins my_access_point wifipassword
reached 20 client "pings 192.168.0.5" client_pings 192.168.0.5
line 'done' "on the air after $onair s; the client pings after $TOOK s"
shows wifi-ap status

chapter "hostapd is killed"
before=$(hostapd_pid)
happens "kill -9 $before" kill -KILL "$before"
reached 30 air "another hostapd runs" pid_is_another
reached 60 air "my_access_point is on the air again" access_point_is_ready uap0
healed "healed" " again"

chapter "Somebody deletes the interface"
before=$(cat /sys/class/net/uap0/ifindex)
happens "iw dev uap0 del" iw dev uap0 del
reached 30 air "there is an uap0 again" interface_is_another
reached 60 air "my_access_point is on the air again" access_point_is_ready uap0
healed "healed" " again"

chapter "The firmware hangs in the middle of a change"
note "The emulated firmware will lose one answer, to the next command 0xb0. The driver waits for it for ten \
seconds, then gives up on the card for ever: only loading the driver anew helps."
given "a lost answer" emulator rule 0xb0 drop act=1
happens "the spec is edited: channel 6 -> 11" story_spec 11
then_within 60 "the driver is reloaded" agent_said "unload-module mwifiex_usb"
reached 60 air "my_access_point is on the air again" access_point_is_ready uap0
then_now "it is on channel 11" is_on_channel 11
healed "healed by a driver reload" " again"

chapter "The same kind of change with sound firmware"
happens "the spec is edited: channel 11 -> 1" story_spec 1
reached 60 air "my_access_point is on channel 1" is_on_channel 1
then_within 30 "it is ready" access_point_is_ready uap0
healed "changed" " again"

chapter "The spec is removed: only our things go"
given "an interface of somebody else on the same radio" iw dev "$(station_of 0)" interface add other0 type __ap
note "Somebody else has made an interface of his own on the same radio: other0."
happens "rm /etc/wifi-ap.d/lobby.yaml" rm /etc/wifi-ap.d/lobby.yaml
reached 60 air "uap0 is gone" not link_exists uap0
reached 20 air "hostapd is gone" not hostapd_pid
reached 20 air "its configuration and its passphrase are gone" not [ -e /run/wifi-ap/hostapd/uap0.psk ]
then_now "the station interface stays" station_of 0
then_now "the interface of somebody else stays" link_exists other0
line air "$(station_of 0), which the driver made, and other0 stay"
line 'done' "all of ours is gone after $TOOK s, nothing else"
line end ""
