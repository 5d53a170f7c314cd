# What would do more than is allowed waits, and says so; what is allowed is done meanwhile; an operator lets it go.
# bound: 300
two_access_points_and_clients
given "no more than some clients may be disturbed" sh -c 'cat >/etc/wifi-ap.d/settings.yaml' <<'SPEC'
version: 1
settings: {max-disruption: some-clients}
SPEC
when "the width changes on the same channel" edit 's/channel: 6/channel: 6, width: 40/'
then_within 40 "it waits" condition_is ap0 Stalled True DisruptionHeld
then_now "the old one is on the air" condition_is ap0 OnAir True
when "a passphrase comes in the meantime" edit 's/now: {passphrase/later: {passphrase: another long secret}, &/'
then_within 40 "it is taken up" agent_said "reload-passphrases ap0"
then_hold 3 "nobody was dropped" nobody_was_dropped
then_now "hostapd is the same" [ "$(hostapd_pid)" = "$served" ]
plan_tells() { wifi-ap plan | grep -F "These wait"; }
then_now "the plan tells what waits" plan_tells
when "an operator lets it go" wifi-ap apply --max-disruption radio
then_now "hostapd is another" hostapd_is_another_than "$served"
then_within 40 "the first is ready" access_point_is_ready ap0
then_within 40 "nothing waits" condition_is ap0 Stalled False
