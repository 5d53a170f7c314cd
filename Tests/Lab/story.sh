# The vocabulary of the lab's cases, for /bin/sh in the guest. A case is a story: what is given, what happens, what must
# then be seen. Each line of it is kept with its time in $LOGS/story, and shown when the case fails.
#
#   given WHAT [COMMAND...]                 the state that the case starts from
#   when WHAT [COMMAND...]                  what happens
#   then_now WHAT COMMAND...                must be true at once
#   then_within SECONDS WHAT COMMAND...     must become true; looked at again and again
#   then_hold SECONDS WHAT COMMAND...       must be true, and stay so
#   then_never SECONDS WHAT COMMAND...      must not become true
#   expect_kernel PATTERN                   lines of kernel trouble (grep -E) that belong to this case
#
# A command may be a program or a word from below, which all return 0 for yes.

WORK=/run/lab
CLIENT=client

# --- Telling ---

# Hundredths of a second since boot, in NOW.
now() {
  read -r NOW _ </proc/uptime
  NOW=${NOW%.*}${NOW#*.}
}

story_begins() {
  now
  BEGAN=$NOW
  : >"$LOGS/story"
}

story_ends() { exit 0; }

tell() {
  now
  printf '%5d.%02d s  %-5s  %s\n' $(((NOW - BEGAN) / 100)) $(((NOW - BEGAN) % 100)) "$1" "$2" >>"$LOGS/story"
}

# note TEXT: something measured, shown with the verdict.
note() {
  tell note "$1"
  echo "$1" >>"$LOGS/notes"
}

try() { "$@" >$WORK/output 2>&1; }

# What is going on, for a case that is cut short.
doing() { echo "$*" >$WORK/doing; }

# broken KIND WHAT COMMAND...: the story ends here.
broken() {
  tell "$1" "$2: NO"
  echo "$1 $2" >"$LOGS/reason"
  shift 2
  {
    echo "               command: $*"
    tail -n 15 $WORK/output | sed 's/^/               | /'
  } >>"$LOGS/story"
  exit 1
}

step() {
  kind=$1
  what=$2
  shift 2
  doing "$kind $what"
  if [ $# -gt 0 ]; then try "$@" || broken "$kind" "$what" "$@"; fi
  tell "$kind" "$what"
}

given() { step given "$@"; }
when() { step when "$@"; }
then_now() { step 'then' "$@"; }

then_within() {
  seconds=$1
  what=$2
  shift 2
  doing "then $what (within $seconds s)"
  now
  deadline=$((NOW + seconds * 100))
  until try "$@"; do
    now
    [ "$NOW" -lt $deadline ] || broken 'then' "$what (within $seconds s)" "$@"
    sleep 0.2
  done
  tell 'then' "$what"
}

then_hold() {
  seconds=$1
  what=$2
  shift 2
  doing "then $what (for $seconds s)"
  now
  deadline=$((NOW + seconds * 100))
  while [ "$NOW" -lt $deadline ]; do
    try "$@" || broken 'then' "$what (for $seconds s)" "$@"
    sleep 0.5
    now
  done
  tell 'then' "$what (held for $seconds s)"
}

not() { ! "$@"; }

then_never() {
  seconds=$1
  what=$2
  shift 2
  then_hold "$seconds" "never: $what" not "$@"
}

expect_kernel() { echo "$1" >>"$LOGS/expected"; }

# --- Processes, files, the kernel ---

# start NAME COMMAND...: a process in the background, its output in $LOGS/NAME.log.
start() {
  started=$1
  shift
  "$@" >>"$LOGS/$started.log" 2>&1 </dev/null &
  echo $! >"$WORK/$started.pid"
}

pid_of() { cat "$WORK/$1.pid"; }

is_running() { kill -0 "$(pid_of "$1")" 2>/dev/null; }

# signal NAME SIGNAL: sends it to a started process.
signal() { kill "-$2" "$(pid_of "$1")"; }

# log_of NAME TEXT: the process has written this text.
log_of() { grep -qF -- "$2" "$LOGS/$1.log"; }

contains() { grep -qF -- "$2" "$1"; }

link_exists() { [ -e "/sys/class/net/$1" ]; }

has_address() { ip -o address show dev "$1" | grep -qF " $2 "; }

# What the kernel itself wrote since the case began.
kernel_log() { dmesg -r | sed "1,/lab: $CASE begins/d" | grep -E '^<[0-7]>'; }

kernel_says() { kernel_log | grep -qF -- "$1"; }

phy_of() { cat "/sys/class/net/$1/phy80211/name"; }

# --- An access point of plain hostapd, without our agent ---

# access_point INTERFACE SSID PASSPHRASE ADDRESS [CHANNEL]: WPA2 on 2.4 GHz; an empty passphrase makes it open.
access_point() {
  {
    printf 'interface=%s\ndriver=nl80211\nctrl_interface=%s/hostapd\n' "$1" $WORK
    printf 'ssid=%s\nhw_mode=g\nchannel=%s\ncountry_code=FR\nieee80211d=1\n' "$2" "${5:-6}"
    [ -z "$3" ] || printf 'wpa=2\nwpa_key_mgmt=WPA-PSK\nrsn_pairwise=CCMP\nwpa_passphrase=%s\n' "$3"
  } >"$WORK/hostapd-$1.conf"
  # Else hostapd waits five seconds for the change.
  iw reg set FR
  ip address replace "$4" dev "$1"
  start "hostapd-$1" hostapd "$WORK/hostapd-$1.conf"
}

# access_point_is_enabled INTERFACE: hostapd says so, which is no proof of life of the firmware.
access_point_is_enabled() { hostapd_cli -p $WORK/hostapd -i "$1" status | grep -qx state=ENABLED; }

# --- Radio B: mac80211_hwsim ---

# hwsim_radios COUNT: wlan0, wlan1, ...
hwsim_radios() {
  modprobe mac80211_hwsim radios="$1" && link_exists "wlan$(($1 - 1))"
}

# --- Radio A: the mwifiex_usb driver on emulated firmware ---

FIRMWARE=/lib/firmware/mrvl/usbusb8997_combo_v4.bin
EMULATOR=/run/emulator.sock
TRACE=/run/emulator.trace

# emulator_with CARD...: cards 0 and 1 are plugged into a virtual host controller, in their boot loader.
emulator_with() {
  [ -e $FIRMWARE ] || firmware-emulator firmware $FIRMWARE || return 1
  modprobe vhci_hcd || return 1
  cards=
  for card in "$@"; do cards="$cards --card $card"; done
  # shellcheck disable=SC2086 # a list of words
  start emulator firmware-emulator --control $EMULATOR --trace $TRACE $cards
  attempts=0
  until log_of emulator READY; do
    attempts=$((attempts + 1))
    is_running emulator && [ $attempts -lt 100 ] || return 1
    sleep 0.1
  done
}

# emulator COMMAND...: for example `emulator rule 0xb0 hang`, `emulator heal`, `emulator replug`.
emulator() { firmware-emulator ctl $EMULATOR "$@"; }

# card_shows CARD LINE: this line is in the card's status, for example `card_shows 0 ap.0=active`.
card_shows() { emulator card "$1" status | grep -qxF -- "$2"; }

# card_was_told CARD COMMAND...: these commands of the driver came in this order, others between them.
card_was_told() {
  card=$1
  shift
  awk -v card="$card" -v wanted="$*" '
    BEGIN { count = split(wanted, command, " "); next_one = 1 }
    $2 == card && $3 == "command" && $4 == command[next_one] { next_one++ }
    END { exit next_one <= count }' $TRACE
}

# station_of CARD: the interface that the driver makes for a card. Its name depends on which firmware was up first.
station_of() {
  for interface in /sys/class/net/mlan*; do
    [ -e "$interface/device" ] || continue
    port=$(readlink -f "$interface/device")
    case ${port##*/} in *-$(($1 + 1)) | "$(pci_device "$1")") echo "${interface##*/}" && return ;; esac
  done
  return 1
}

card_is_up() { station_of "$1"; }

load_driver() { modprobe mwifiex_usb; }
unload_driver() { modprobe -r mwifiex_usb; }

# pipe_is_stuck: the first emulated card completes no transfer any more, and a command waits for it; the kernel may not
# survive what is done next.
pipe_is_stuck() {
  expect_kernel 'BUG|Oops|WARNING|general protection fault|blocked for more than|refcount_t'
  given "an emulated card" emulator_with 0
  given "the driver" load_driver
  then_within 20 "the card is up" card_is_up 0
  when "the chip completes no transfer any more" emulator nak
  when "somebody asks it" start asking iw dev "$(station_of 0)" info
  then_within 20 "the kernel gives up waiting" kernel_says "Timeout cmd id"
}

# add_uap CARD INTERFACE: an access point interface beside the card's station interface.
add_uap() { iw dev "$(station_of "$1")" interface add "$2" type __ap; }

# --- Radio C: a stand-in for mwifiex_pcie on true PCI devices, in groups with a file `pci-radio` in their folder ---

PCI_FIRMWARE=/lib/firmware/mrvl/pcieuart8997_combo_v4.bin
PCI_CARDS=/sys/kernel/debug/mwifiex_fault

# pci_cards: the cards 0, 1 and 2 are in their slots, with no driver.
pci_cards() {
  head -c 632240 /dev/zero >$PCI_FIRMWARE && modprobe mwifiex_fault && [ -e "$PCI_CARDS/$(pci_device 2)" ]
}

# pci_device CARD: its name on the bus.
pci_device() { echo "0000:0$(($1 + 1)):00.0"; }

# pci_fault CARD KNOB VALUE...: for example `pci_fault 0 hang 0xb0 reset_heals 0`; README.md has the list.
pci_fault() {
  knobs=$PCI_CARDS/$(pci_device "$1")
  shift
  while [ $# -gt 0 ]; do
    echo "$2" >"$knobs/$1" || return 1
    shift 2
  done
}

# pci_card CARD KNOB VALUE: it is so, for example `pci_card 0 health 0`, `pci_card 0 downloads 2`.
pci_card() {
  is=$(cat "$PCI_CARDS/$(pci_device "$1")/$2")
  echo "$is"
  [ "$is" = "$3" ]
}

load_pci_driver() { modprobe mwifiex_pcie; }
unload_pci_driver() { modprobe -r mwifiex_pcie; }

# pci_access_point: the first card with its driver, and hostapd on uap0 there.
pci_access_point() {
  given "PCI cards" pci_cards
  given "the driver" load_pci_driver
  then_within 20 "the first card is up" card_is_up 0
  then_within 20 "the second card is up" card_is_up 1
  given "an access point interface on the first" add_uap 0 uap0
  given "hostapd on it, WPA2" access_point uap0 my_access_point wifipassword 192.168.0.5/24
}

# pci_serves_again: hostapd comes up on a new uap0 of the first card.
pci_serves_again() {
  then_within 20 "the first card is up" card_is_up 0
  given "an access point interface" add_uap 0 uap0
  when "hostapd starts" access_point uap0 my_access_point wifipassword 192.168.0.5/24
  then_within 20 "the access point is enabled" access_point_is_enabled uap0
}

# pci_spec [CARD [SSID]]: the spec of an access point on this card, uap0 on card 0.
pci_spec() {
  spec "card-${1:-0}" <<SPEC
version: 1
radios:
  card${1:-0}:
    driver: mwifiex_pcie
    match: {path: pci-$(pci_device "${1:-0}")}
    country: FR
    band: 2.4GHz
    channel: 6
access-points:
  uap${1:-0}:
    radio: card${1:-0}
    ssid: ${2:-my_access_point}
    security: {mode: wpa2-personal, passphrase: wifipassword}
    addresses: [192.168.${1:-0}.5/24]
SPEC
}

# pci_access_point_by_agent [ARGUMENT...]: on the first card.
pci_access_point_by_agent() {
  given "PCI cards, no driver" pci_cards
  given "the spec of an access point on the first" pci_spec
  given "the agent${1:+ $*}" agent_starts "$@"
  then_within 60 "the access point is ready" access_point_is_ready uap0
}

# firmware_hangs_in_a_change KNOB VALUE...: on the first card, when its access point gets another name; the driver gives
# up after two seconds, and after a dump of one it does no more unless the knobs say so.
firmware_hangs_in_a_change() {
  when "the firmware will hang at the next configuration${1:+, with $*}" \
    pci_fault 0 timeout_ms 2000 dump_s 1 hang 0xb0 "$@"
  when "the SSID is changed" pci_spec 0 another_name
  then_within 60 "the kernel gives up waiting" kernel_says "mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1"
  then_within 20 "the agent knows that it is the firmware" agent_said "fault of firmware"
}

# kernel_says_in_order TEXT...: lines with these, in this order, others between them.
kernel_says_in_order() {
  kernel_log >$WORK/said
  awk 'BEGIN { for (count = ARGC - 2; ARGC > 2; ARGC--) text[ARGC - 2] = ARGV[ARGC - 1]; next_one = 1 }
    next_one <= count && index($0, text[next_one]) { next_one++ }
    END { if (next_one <= count) print "not said, or not after the one before: " text[next_one]; exit next_one <= count }
    ' $WORK/said "$@"
}

# is_in_state NAME LETTER: a started process, as /proc/PID/stat has it.
is_in_state() { [ "$(sed 's/.*) \(.\).*/\1/' "/proc/$(pid_of "$1")/stat")" = "$2" ]; }

# The card's device and driver, by sysfs as anybody would.
pci_bind() { pci_device "$1" >/sys/bus/pci/drivers/mwifiex_pcie/bind; }
pci_unbind() { pci_device "$1" >/sys/bus/pci/drivers/mwifiex_pcie/unbind; }
pci_reset() { echo 1 >"/sys/bus/pci/devices/$(pci_device "$1")/reset"; }
pci_remove() { echo 1 >"/sys/bus/pci/devices/$(pci_device "$1")/remove"; }
pci_rescan() { echo 1 >/sys/bus/pci/rescan; }

# --- A client: real wpa_supplicant, its address in a network namespace. CLIENT names it. ---

# client_on INTERFACE ADDRESS: the client owns the radio of this interface (mac80211_hwsim).
client_on() {
  mkdir -p "$WORK/$CLIENT"
  echo "$1" >"$WORK/$CLIENT/interface"
  echo "$2" >"$WORK/$CLIENT/address"
  ip netns add "$CLIENT" &&
    iw phy "$(phy_of "$1")" set netns name "$CLIENT" &&
    ip -n "$CLIENT" address add "$2" dev "$1" &&
    ip -n "$CLIENT" link set "$1" up
}

# client_on_card CARD ADDRESS: the client uses the station interface of an emulated card. This driver's radio cannot
# move into a namespace, so the address lives on an ipvlan there, over the interface that stays outside.
client_on_card() {
  mkdir -p "$WORK/$CLIENT"
  echo "$1" >"$WORK/$CLIENT/card"
  echo "$2" >"$WORK/$CLIENT/address"
  ip netns add "$CLIENT"
}

client_interface() {
  if [ -e "$WORK/$CLIENT/card" ]; then station_of "$(cat "$WORK/$CLIENT/card")"; else cat "$WORK/$CLIENT/interface"; fi
}

# Makes again whatever of the client went away with its interface, when the driver was reloaded or the card pulled.
client_plumbing() {
  station=$(client_interface) || return 1
  if [ -e "$WORK/$CLIENT/card" ] && ! ip -n "$CLIENT" link show ipvlan0 >/dev/null 2>&1; then
    ip link set "$station" up &&
      ip link add link "$station" name ipvlan0 netns "$CLIENT" type ipvlan mode l2 &&
      ip -n "$CLIENT" address add "$(cat "$WORK/$CLIENT/address")" dev ipvlan0 &&
      ip -n "$CLIENT" link set ipvlan0 up || return 1
  fi
  if ! is_running "$CLIENT" || [ "$(cat "$WORK/$CLIENT/used")" != "$station" ]; then
    ! is_running "$CLIENT" || signal "$CLIENT" KILL
    echo "$station" >"$WORK/$CLIENT/used"
    if [ -e "$WORK/$CLIENT/card" ]; then
      start "$CLIENT" wpa_supplicant -D nl80211 -i "$station" -c "$WORK/$CLIENT/conf"
    else
      start "$CLIENT" ip netns exec "$CLIENT" wpa_supplicant -D nl80211 -i "$station" -c "$WORK/$CLIENT/conf"
    fi
  fi
}

client_says() { wpa_cli -p "$WORK/$CLIENT/control" -i "$(cat "$WORK/$CLIENT/used")" "$@"; }

# client_knows LINE...: the network that the client looks for, in wpa_supplicant's words, on 2.4 GHz and some of 5 GHz.
client_knows() {
  {
    printf 'ctrl_interface=%s/%s/control\np2p_disabled=1\nsae_pwe=2\n' $WORK "$CLIENT"
    printf 'freq_list=2412 2417 2422 2427 2432 2437 2442 2447 2452 2457 2462 2467 2472 5180 5200 5220 5500 5520\n'
    printf 'network={\n  scan_ssid=1\n'
    printf '  %s\n' "$@"
    printf '}\n'
  } >"$WORK/$CLIENT/conf"
}

# client_joins [SSID [PASSPHRASE]]: asked again and again, it is true once the four-way handshake is complete. Without
# an SSID: the network that it knows.
client_joins() {
  if [ ! -e "$WORK/$CLIENT/conf" ]; then
    if [ -n "${2:-}" ]; then client_knows "ssid=\"$1\"" "psk=\"$2\""; else client_knows "ssid=\"$1\"" key_mgmt=NONE; fi
  fi
  client_plumbing && client_says status | grep -qx wpa_state=COMPLETED
}

# client_pings ADDRESS: one answered ping. A client that lost its access point is told to look again at once; else it
# would trust its list of networks for up to 16 s.
client_pings() {
  client_plumbing || return 1
  ip netns exec "$CLIENT" busybox ping -c 1 -W 1 "$1" && return
  now
  last=$(cat "$WORK/$CLIENT/looked" 2>/dev/null)
  if [ $((NOW - ${last:-0})) -gt 300 ] && ! client_says status | grep -qx wpa_state=COMPLETED; then
    echo "$NOW" >"$WORK/$CLIENT/looked"
    client_says select_network 0
  fi
  return 1
}

# client_starts_pinging ADDRESS, and later client_lost_at_most COUNT: pings five times a second in between.
client_starts_pinging() { start "$CLIENT-ping" ip netns exec "$CLIENT" busybox ping -i 0.2 "$1"; }

client_lost_at_most() {
  signal "$CLIENT-ping" INT
  wait "$(pid_of "$CLIENT-ping")"
  tail -n 3 "$LOGS/$CLIENT-ping.log"
  set -- "$1" $(sed -n 's/^\([0-9]*\) packets transmitted, \([0-9]*\) packets received.*/\1 \2/p' "$LOGS/$CLIENT-ping.log")
  [ $# = 3 ] || return 1
  # The last one may still have been on its way: it counts when the one before it was not answered either.
  lost=$(($2 - $3))
  [ "$(sed -n 's/.* seq=\([0-9]*\) .*/\1/p' "$LOGS/$CLIENT-ping.log" | tail -n 1)" != $(($2 - 2)) ] || lost=$((lost - 1))
  [ $lost -le "$1" ]
}

# client_is_watched [NAME]: from now on, for client_was_not_dropped and client_was_dropped.
client_is_watched() { client_turns "${1:-$CLIENT}" >"$WORK/${1:-$CLIENT}/turns"; }

# How often a client joined or was disconnected. One that was thrown out and is back has turned twice.
client_turns() { grep -cE 'CTRL-EVENT-(DISCONNECTED|CONNECTED)' "$LOGS/$1.log"; }

# client_was_not_dropped [NAME]: it is joined, and was all the time since it is watched, though it need not have sent.
client_was_not_dropped() (
  CLIENT=${1:-$CLIENT}
  echo "$CLIENT turned $(client_turns "$CLIENT") times, $(cat "$WORK/$CLIENT/turns") before"
  [ "$(client_turns "$CLIENT")" = "$(cat "$WORK/$CLIENT/turns")" ] && client_says status | grep -qx wpa_state=COMPLETED
)

# client_was_dropped [NAME]: it was disconnected at least once since it is watched.
client_was_dropped() { [ "$(client_turns "${1:-$CLIENT}")" -gt "$(cat "$WORK/${1:-$CLIENT}/turns")" ]; }

# --- Our agent ---

# spec NAME: /etc/wifi-ap.d/NAME.yaml from standard input, put in place at once.
spec() {
  cat >"/etc/wifi-ap.d/.$1.new" && mv "/etc/wifi-ap.d/.$1.new" "/etc/wifi-ap.d/$1.yaml"
}

agent_starts() { start wifi-apd wifi-apd "$@"; }

# story_spec [CHANNEL [SSID]]: the spec of the story that it all began with.
story_spec() {
  spec lobby <<SPEC
version: 1
radios:
  main:
    driver: mwifiex_usb
    match: {path: platform-vhci_hcd.0-usb-0:1:1.0}
    country: FR
    band: 2.4GHz
    channel: ${1:-6}
    beacon-interval: 100
    recovery: {bus-reset: false}
access-points:
  uap0:
    radio: main
    ssid: ${2:-my_access_point}
    security: {mode: wpa2-personal, passphrase: wifipassword}
    addresses: [192.168.0.5/24]
    max-clients: 8
    dtim-period: 2
    hostapd:
      ieee80211d: 1
      auth_algs: 1
      fragm_threshold: -1
      logger_syslog: -1
      logger_syslog_level: 2
      logger_stdout: -1
      logger_stdout_level: 2
SPEC
}

# edit SED-OPTION...: changes the spec changes.yaml, put in place at once.
edit() { sed "$@" /etc/wifi-ap.d/changes.yaml | spec changes; }

# hwsim_radio_spec: the first radio of mac80211_hwsim, in a file of its own.
hwsim_radio_spec() {
  spec 10-radio <<SPEC
version: 1
radios:
  main:
    driver: mac80211_hwsim
    match: {mac: "02:00:00:00:00:00"}
    country: FR
    band: 2.4GHz
    channel: 6
SPEC
}

# two_access_points_and_clients: by the agent, on one radio of mac80211_hwsim, with a client each that pings it.
two_access_points_and_clients() {
  given "three radios" hwsim_radios 3
  given "two access points on the first, by the spec" spec changes <<SPEC
version: 1
radios:
  main: {driver: mac80211_hwsim, match: {mac: "02:00:00:00:00:00"}, country: FR, band: 2.4GHz, channel: 6}
access-points:
  ap0:
    radio: main
    ssid: staff
    security: {mode: wpa2-personal, passphrases: {now: {passphrase: "$SECRET"}}}
    addresses: [10.9.0.1/24]
  ap1:
    radio: main
    ssid: guests
    security: {mode: wpa2-personal, passphrases: {now: {passphrase: "$SECRET"}}}
    addresses: [10.9.1.1/24]
SPEC
  given "the agent" agent_starts "$@"
  then_within 60 "the first is ready" access_point_is_ready ap0
  then_within 60 "the second is ready" access_point_is_ready ap1
  CLIENT=one
  given "a client of the first" client_on wlan1 10.9.0.9/24
  then_within 60 "it joins" client_joins staff "$SECRET"
  CLIENT=two
  given "a client of the second" client_on wlan2 10.9.1.9/24
  then_within 60 "it joins" client_joins guests "$SECRET"
  then_within 60 "it pings" client_pings 10.9.1.1
  CLIENT=one
  then_within 60 "the other pings" client_pings 10.9.0.1
  served=$(hostapd_pid)
  clients_are_watched
}

# two_on_a_full_mac_card: two access points by the agent on the first emulated card, a client each on others.
two_on_a_full_mac_card() {
  given "three emulated cards" emulator_with 0 1 2
  given "two access points on the first, by the spec" spec changes <<SPEC
version: 1
radios:
  main:
    driver: mwifiex_usb
    match: {path: platform-vhci_hcd.0-usb-0:1:1.0}
    country: FR
    band: 2.4GHz
    channel: 6
    recovery: {bus-reset: false}
access-points:
  uap0:
    radio: main
    ssid: staff
    security: {mode: wpa2-personal, passphrase: "$SECRET"}
    addresses: [10.9.0.1/24]
  uap1:
    radio: main
    ssid: guests
    security: {mode: wpa2-personal, passphrase: "$SECRET"}
    addresses: [10.9.1.1/24]
SPEC
  given "the agent" agent_starts
  then_within 60 "the first is ready" access_point_is_ready uap0
  then_within 60 "the second is ready" access_point_is_ready uap1
  CLIENT=one
  given "a client on the second card" client_on_card 1 10.9.0.9/24
  then_within 60 "it joins" client_joins staff "$SECRET"
  then_within 60 "it pings" client_pings 10.9.0.1
  CLIENT=two
  given "a client on the third card" client_on_card 2 10.9.1.9/24
  then_within 60 "it joins" client_joins guests "$SECRET"
  then_within 60 "it pings" client_pings 10.9.1.1
  clients_are_watched
}

clients_are_watched() { client_is_watched one && client_is_watched two; }

# nobody_was_dropped: neither client, nor hostapd.
nobody_was_dropped() {
  client_was_not_dropped one && client_was_not_dropped two && not hostapd_is_another_than "$served"
}

# it_took STEP: the agent said that it takes this step, and what the spec declares is on the air.
it_took() {
  then_within 40 "the step is $1" agent_said "$1"
  then_within 40 "the first is ready" access_point_is_ready ap0
  then_within 40 "the second is ready" access_point_is_ready ap1
}

# What stands in the beacon of an interface, in hexadecimal, from its period on.
beacon_of() {
  ip link set hwsim0 up
  timeout 5 tcpdump -Z root -i hwsim0 -c 1 -xx "type mgt subtype beacon and wlan addr2 $(cat "/sys/class/net/$1/address")" |
    awk '/0x/ { $1 = ""; printf "%s", $0 }' | tr -d ' ' | cut -c 109-
}

# beacon_says INTERFACE HEX
beacon_says() { beacon_of "$1" | grep -F -- "$2"; }

# access_point_and_client: the story's access point on the air by the agent, and a client that pings it.
access_point_and_client() {
  given "two emulated cards" emulator_with 0 1
  # shellcheck disable=SC2086 # a list of words
  given "the agent${WITHOUT:+ $WITHOUT} with the story's spec" agent_with_story_spec
  then_within 60 "the access point is ready" access_point_is_ready uap0
  given "a client on the second card" client_on_card 1 192.168.0.9/24
  then_within 60 "the client joins" client_joins my_access_point wifipassword
  then_within 60 "the client pings the access point" client_pings 192.168.0.5
}

# shellcheck disable=SC2086 # a list of words
agent_with_story_spec() { story_spec && agent_starts $WITHOUT; }

# --- The trees of examples/, on radios that the lab has ---

# example NAME [SED-OPTION...]: its specs, changed by these. Each file that they name for a secret holds the same one.
SECRET='secret of the lab'
example() {
  tree=$INPUT/examples/$1
  shift
  for file in "$tree"/*.yaml; do sed "$@" "$file" | spec "$(basename "$file" .yaml)"; done
  for file in $(sed -n 's/.*-file: *//p' /etc/wifi-ap.d/*.yaml); do
    mkdir -p "$(dirname "$file")"
    printf '%s\n' "$SECRET" >"$file"
    chmod 600 "$file"
  done
}

# The first emulated card, or a radio of mac80211_hwsim, in the place of a radio without `match`.
on_card='s/driver: .*/driver: mwifiex_usb\n    match: {path: platform-vhci_hcd.0-usb-0:1:1.0}/'
on_hwsim='s/driver: .*/driver: mac80211_hwsim\n    match: {mac: "02:00:00:00:00:00"}/'

# pid_with PATTERN: the processes that have an argument like this (grep -E), one a line; no if there is none.
pid_with() {
  pids=$(grep -lzE -- "$1" /proc/[0-9]*/cmdline 2>/dev/null | sed 's/[^0-9]//g')
  [ -n "$pids" ] && echo "$pids"
}

hostapd_pid() { pid_with '^/run/wifi-ap/hostapd/[^/]*\.conf$'; }

hostapd_is_another_than() { pid=$(hostapd_pid) && [ "$pid" != "$1" ]; }

# condition_is NAME TYPE STATUS [REASON]: of an access point or radio, as status.json has it.
condition_is() {
  wifi-ap status "$1" --format json | tr -d ' \n' |
    grep -qF "{\"type\":\"$2\",\"status\":\"$3\",\"reason\":\"${4-}"
}

agent_said() { log_of wifi-apd "$1"; }

# agent_said_times COUNT TEXT: exactly so often.
agent_said_times() { [ "$(grep -cF -- "$2" "$LOGS/wifi-apd.log")" = "$1" ]; }

# agent_said_nothing_of_before TEXT LATER: no line with the text stands before the first with the other.
agent_said_nothing_of_before() { ! sed "/$2/,\$d" "$LOGS/wifi-apd.log" | grep -qF -- "$1"; }

# agent_is_replaced [ARGUMENT...]: by one with other arguments.
agent_is_replaced() {
  signal wifi-apd TERM
  wait "$(pid_of wifi-apd)"
  agent_starts "$@"
}

allow_bus_reset() { sed -i 's/bus-reset: false/bus-reset: true/' /etc/wifi-ap.d/lobby.yaml; }

# The agent's child that speaks to the kernel for the radio.
helper_pid() { pid_with '^--radio-helper$'; }

# client_seeks SSID: the client looks for another network from now on.
client_seeks() {
  sed -i "s/^  ssid=.*/  ssid=\"$1\"/" "$WORK/$CLIENT/conf"
  client_leaves
}

client_leaves() { signal "$CLIENT" KILL; }

# trace_calls NAME PID: strace on a process, until traces_end; what it writes and whom it signals stands in NAME.calls.
trace_calls() {
  start "strace-$1" strace -f -s 64 -e trace=%network,%file,%process,kill,tkill,tgkill,pidfd_send_signal \
    -o "$LOGS/$1.calls" -p "$2"
  TRACED="${TRACED-} strace-$1"
  until grep -q "^TracerPid:.*[1-9]" "/proc/$2/status"; do sleep 0.1; done
}

traces_end() {
  for traced in $TRACED; do
    signal "$traced" INT
    wait "$(pid_of "$traced")"
  done
  return 0
}

# only_questions FILE: strace saw the helper ask for links (RTM_GETLINK, 0x12) and send no netlink message but that,
# RTM_GETADDR (0x16) and NL80211_CMD_GET_REG (31).
only_questions() {
  grep -E '^[0-9]+ +send(to|msg)\(' "$1" | grep -F nlmsg_type >$WORK/asked
  cat $WORK/asked
  grep -q 'nlmsg_type=\(0x12\|RTM_GETLINK\)' $WORK/asked &&
    ! grep -vE 'nlmsg_type=(0x12|0x16|RTM_GETLINK|RTM_GETADDR)\>|"\\x1f\\x01' $WORK/asked
}

access_point_is_enabled_by_agent() { hostapd_cli -p /run/wifi-ap/hostapd/control -i uap0 status | grep -qx state=ENABLED; }

access_point_is_ready() { wifi-ap status "$1" --exit-code; }

is_private() { [ "$(stat -c '%a %u' "$1")" = '600 0' ]; }

# --- systemd, in groups whose name begins with it ---

is_systemd() { [ -d /run/systemd/system ]; }

# Everything that boots has booted, whether or not a service failed.
systemd_is_up() {
  state=$(systemctl is-system-running)
  echo "$state"
  [ "$state" = running ] || [ "$state" = degraded ]
}

# service_is UNIT PROPERTY VALUE, as `systemctl show` has it.
service_is() { [ "$(systemctl show -P "$2" "$1")" = "$3" ]; }

main_pid() { systemctl show -P MainPID "$1"; }

# journal_says TEXT: the agent has written this text since this case began.
journal_says() { journalctl -u wifi-apd -o cat --since "@$(cat $WORK/since)" | grep -F -- "$1"; }

# --- Recovery: what the agent did about a fault, and how long each phase took ---

TRACING=/sys/kernel/debug/tracing

# recovery_begins [CARD]: everything said below is about what happens from now on, to this card.
recovery_begins() {
  now
  RECOVERY=${NOW}0
  FAULTY=${1:-0}
  SAID=$(cat "$LOGS/wifi-apd.log" 2>/dev/null | wc -l)
  HEARD=$(kernel_log | wc -l)
  requests_are_timed
}

# When the agent's helper is at work, and hostapd runs, on the clock of the agent's history. The kernel's own tracing
# costs these processes less than strace would. A helper waits for its next request in recv on descriptor 3.
requests_are_timed() {
  echo 0 >$TRACING/tracing_on
  echo boot >$TRACING/trace_clock
  echo >$TRACING/trace
  # The agent starts its helper as /proc/self/exe.
  while read -r event filter; do
    echo "$filter" >$TRACING/events/$event/filter
    echo 1 >$TRACING/events/$event/enable
  done <<EVENTS
syscalls/sys_enter_recvfrom fd == 3 && COMM == "exe"
syscalls/sys_exit_recvfrom COMM == "exe"
sched/sched_process_exec filename ~ "*hostapd*"
sched/sched_process_exit comm == "hostapd"
EVENTS
  echo 1 >$TRACING/tracing_on
}

said_since() { tail -n +$((SAID + 1)) "$LOGS/wifi-apd.log"; }

# agent_said_since TEXT: since recovery_begins.
agent_said_since() { said_since | grep -F -- "$1"; }

# access_point_alone: the story's access point on the air by the agent, without a client.
access_point_alone() {
  given "an emulated card" emulator_with 0
  given "the agent with the story's spec" agent_with_story_spec
  then_within 60 "the access point is ready" access_point_is_ready uap0
}

# one_reload_heals WHAT TEXT SECONDS: after recovery_begins the kernel says TEXT within so many seconds, the agent blames
# the firmware, reloads the driver once, does nothing else, and the access point is on the air again.
one_reload_heals() {
  then_within "$3" "$1: the kernel gives up waiting" kernel_said_since "$2"
  then_within 60 "$1: the agent blames the firmware" agent_blames_firmware
  then_within 60 "$1: it is healed" is_healed
  then_now "$1: the firmware sends" card_shows "$FAULTY" ap.0=active
  then_now "$1: by one reload" remedies_were reload-driver
  recovery_took "$1"
}

# kernel_said_since TEXT: since recovery_begins.
kernel_said_since() { kernel_log | tail -n +$((HEARD + 1)) | grep -F -- "$1"; }

# The verdict, on a new incident or on one that is back.
agent_blames_firmware() { said_since | grep -E 'fault of firmware|is one of firmware|is back: .*(firmware|kernel said)'; }

# remedies_were [RUNG...]: exactly these since recovery_begins, in this order.
remedies_were() {
  did=$(said_since | sed -n 's/^.*remedy for radio [^:]*: \([a-z-]*\).*/\1/p' | tr '\n' ' ')
  echo "remedies: $did"
  [ "${did% }" = "$*" ]
}

is_healed() { agent_said_since "is healed after" && access_point_is_ready "${1:-uap0}"; }

# recovery_took WHAT: a note of the phases since recovery_begins, in seconds. A remedy's steps are told with the time
# that each took, all else with the time since what stands before it. The agent's own time is what remains of the time
# from the first evidence to the air when no request of the agent was at work, hostapd was not on its way to the air, the
# driver did not talk to its firmware after it was loaded, and nothing was waited for on purpose.
recovery_took() {
  cat $TRACING/trace >"$LOGS/requests.trace"
  note "$(awk -v what="$1" -v since="$RECOVERY" -v card="$FAULTY" -f "$INPUT/history.awk" -f "$INPUT/phases.awk" \
    /run/wifi-ap/status.json $TRACE "$LOGS/requests.trace")"
}

# --- The agent's steps, as the simulated agent's of the same fault ---

# steps_begin, and later steps_are NAME: what the agent decided and did in between is what stands in Specs/sequences.
steps_begin() {
  now
  STEPS=${NOW}0
}

steps_are() {
  sed '1,/^$/d' "$INPUT/sequences/$1.txt" >$WORK/recorded
  awk -v since="$STEPS" -f "$INPUT/history.awk" -f "$INPUT/sequence.awk" /run/wifi-ap/status.json |
    diff $WORK/recorded - && [ -s $WORK/recorded ]
}

# --- Between two cases ---

MODULES='mac80211_hwsim mwifiex_pcie mwifiex_usb mwifiex vhci_hcd ipvlan cfg80211'

fresh() {
  mkdir -p $WORK
  date +%s >$WORK/since
  mkdir -p /etc/wifi-ap.d /lib/firmware/mrvl
  # The daemon refuses a specification that others could write.
  chmod 755 /etc/wifi-ap.d
}

processes() {
  if is_systemd; then
    # Only the runner's own descendants: the services are no case's.
    cat /sys/fs/cgroup/system.slice/lab.service/cgroup.procs
    return
  fi
  for process in /proc/[0-9]*; do
    # A thread of the kernel has no program.
    [ -e "$process/exe" ] && echo "${process#/proc/}"
  done
}

remember_processes() { processes >/run/lab-processes; }

# Every process of the case dies, our hostapd and agent included: whatever was not there before the first case. To be
# called by the runner's own shell, which alone is spared.
kill_processes() {
  for pid in $(processes); do
    grep -qx "$pid" /run/lab-processes || [ "$pid" = $$ ] || kill -KILL "$pid" 2>/dev/null
  done
}

# What the programs left, brought to the host.
gather() {
  cp $TRACE /run/wifi-ap/status.json "$LOGS/" 2>/dev/null
  return 0
}

# Whatever hangs in the driver of the PCI cards ends, and nothing will any more.
pci_cards_let_go() {
  for knobs in $PCI_CARDS/*; do
    [ ! -e "$knobs" ] || { echo 1 >"$knobs/release" && echo 1 >"$knobs/heal"; }
  done
}

# Without a driver: no card keeps anything of the case.
pci_cards_are_new() {
  [ -e $PCI_CARDS ] || return 0
  pci_rescan
  for dump in /sys/class/devcoredump/devcd*/data; do
    [ ! -e "$dump" ] || echo 1 >"$dump"
  done
  for card in 0 1 2; do
    echo default >"/sys/bus/pci/devices/$(pci_device $card)/reset_method" || return 1
    pci_fault $card release 0 heal 1 downloads 0 || return 1
  done
}

# Makes the machine clean for the next case; says no if it cannot.
cleanup() {
  if is_systemd; then
    systemctl stop 'wifi-apd.service' 'wifi-ap-hostapd@*.service' 'lab-*.service' 2>/dev/null
    systemctl reset-failed
    rm -rf /run/systemd/system/wifi-apd.service.d
    systemctl daemon-reload
  fi
  for namespace in /run/netns/*; do
    [ ! -e "$namespace" ] || ip netns delete "${namespace##*/}"
  done
  for bridge in /sys/class/net/*/bridge; do
    [ ! -e "$bridge" ] || ip link delete "$(basename "${bridge%/bridge}")"
  done
  ip address flush dev lo scope global
  umount /var/lib/wifi-ap/incidents /var/lib/wifi-ap /run/wifi-ap 2>/dev/null
  pci_cards_let_go
  for module in $MODULES; do
    [ ! -e "/sys/module/$module" ] || modprobe -r "$module" || sleep 1
    [ ! -e "/sys/module/$module" ] || modprobe -r "$module"
  done
  rm -rf $WORK /etc/wifi-ap /etc/wifi-ap.d /run/wifi-ap /var/lib/wifi-ap /run/emulator.* /lib/firmware/mrvl
  for module in $MODULES; do
    [ ! -e "/sys/module/$module" ] || { echo "module $module is still there" && return 1; }
  done
  pci_cards_are_new
}
