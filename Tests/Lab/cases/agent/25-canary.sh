# A secret is in its file, in what is kept for a bad boot and in hostapd's private files, and nowhere else: not in what any
# command prints, in arguments, environments, logs or status, and least of all when something fails.
# bound: 300
SECRET=/etc/wifi-ap/secrets/lobby
CANARY=$WORK/canary
bird='Kanari 42 im Schacht'

# canary_spec LINE...: with these lines as the spec's security.
canary_spec() {
  spec lobby <<SPEC
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
    ssid: my_access_point
    security:
$(printf '      %s\n' "$@")
SPEC
}

keep_secret() {
  mkdir -p /etc/wifi-ap/secrets
  printf '%s\n' "$1" >"$SECRET.new"
  chmod 600 "$SECRET.new"
  mv "$SECRET.new" "$SECRET"
}

# The bird as it is, and as hexadecimal digits.
plant() {
  {
    echo "$bird"
    printf %s "$bird" | od -An -tx1 | tr -d ' \n'
    echo
  } >"$CANARY"
  keep_secret "$bird"
}

# every_command TAG: all that a person would type, its words kept whatever its verdict is.
every_command() {
  for arguments in validate 'validate --format json' plan 'plan --format json' status 'status --format json' snapshot schema \
    config 'config --format json' explain apply; do
    # shellcheck disable=SC2086 # a list of words
    wifi-ap $arguments >>"$LOGS/commands.$1" 2>&1 </dev/null
    echo "== $arguments: $?" >>"$LOGS/commands.$1"
  done
}

# Files that hold the bird and are none of those that may.
found() {
  find /run /var /tmp /etc "$LOGS" -type f -size -4096k ! -path "$CANARY" ! -path "$SECRET*" ! -path '/etc/wifi-ap.d/*' \
    ! -path '/run/wifi-ap/hostapd/*.psk' ! -path '/var/lib/wifi-ap/last-good/*' -exec grep -lFf "$CANARY" {} +
  grep -lFf "$CANARY" /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null
  kernel_log | grep -Ff "$CANARY"
}
nowhere_else() {
  found >$WORK/found
  cat $WORK/found
  [ ! -s $WORK/found ]
}

# limit_of_core PID: no dump of its memory is written.
dumps_no_core() { grep -q '^Max core file size  *0  *0 ' "/proc/$1/limits"; }

given "two emulated cards" emulator_with 0 1
given "a secret in a file of its own" plant
given "a spec that names the file" canary_spec 'mode: wpa2-personal' "passphrase-file: $SECRET"
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "hostapd's private file has it, so that the search can find something" grep -qFf "$CANARY" /run/wifi-ap/hostapd/uap0.psk
then_now "it and the folder are private" is_private /run/wifi-ap/hostapd/uap0.psk
for process in "$(pid_of wifi-apd)" "$(helper_pid)" "$(hostapd_pid)"; do
  then_now "no memory of process $process is ever dumped" dumps_no_core "$process"
done
when "every command is typed" every_command well
then_now "it is nowhere else" nowhere_else

when "the file holds a character that no passphrase has" keep_secret "$bird é"
then_within 20 "the agent says what is wrong with it" agent_said "passphrase"
when "every command is typed" every_command not-ascii
then_now "it is nowhere else" nowhere_else
when "the file is too long" keep_secret "$bird $bird $bird $bird"
when "every command is typed" every_command too-long
then_now "it is nowhere else" nowhere_else

mistake=0
for line in "passphrse: $bird" "passphrase: \"$bird" "passphrase-file: $bird" "passphrases: {$bird: {}}"; do
  mistake=$((mistake + 1))
  when "mistake $mistake stands in the spec" canary_spec 'mode: wpa2-personal' "$line"
  when "every command is typed" every_command "mistake-$mistake"
  then_now "it is nowhere else" nowhere_else
done

when "the spec and the file are whole again" keep_secret "$bird"
when "... both of them" canary_spec 'mode: wpa2-personal' "passphrase-file: $SECRET" 'pmf: optional'
then_within 60 "the access point is ready" access_point_is_ready uap0
before=$(hostapd_pid)
when "hostapd is killed" kill -KILL "$before"
then_within 60 "another one runs" hostapd_is_another_than "$before"
then_within 60 "the access point is ready" access_point_is_ready uap0
spoilt() {
  echo "00:00:00:00:00:00 $bird $bird $bird $bird" >/run/wifi-ap/hostapd/uap0.psk
  kill -KILL "$1"
}
when "hostapd's own private file is spoilt, and hostapd killed" spoilt "$(hostapd_pid)"
then_within 90 "the access point is ready" access_point_is_ready uap0
when "every command is typed" every_command at-last
then_now "it is nowhere else" nowhere_else
when "the agent is killed" signal wifi-apd ABRT
then_now "it is nowhere else" nowhere_else
