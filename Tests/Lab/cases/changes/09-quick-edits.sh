# Twenty edits in a moment are one change, or two.
# bound: 240
two_access_points_and_clients
twenty_edits() {
  for most in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    edit -e '/max-clients/d' -e "s/ssid: staff/&\n    max-clients: $most/" || return 1
  done
}
changes() { grep -c '^info: set-options ap0' "$LOGS/wifi-apd.log"; }
when "the spec is edited twenty times" twenty_edits
on_disk() { grep -rqx max_num_sta=20 /run/wifi-ap/hostapd/main.conf; }
then_within 40 "the last one is in force" on_disk
then_hold 5 "nobody was dropped" nobody_was_dropped
note "twenty edits were $(changes) changes"
then_now "there were at most two" [ "$(changes)" -le 2 ]
then_now "and one at least" [ "$(changes)" -ge 1 ]
