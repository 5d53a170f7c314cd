# A device as it is shipped: the unit is enabled, the spec is in its place, and the machine boots. See root/ beside this.
# The journal counts from the beginning: the agent may have begun before this case.
echo 0 >$WORK/since
then_within 90 "the access point is ready" access_point_is_ready uap0
then_now "the service is running" service_is wifi-apd SubState running
then_now "its status line says so" service_is wifi-apd StatusText "1 of 1 access points ready, generation 1"
then_now "hostapd runs in a unit of its own" service_is wifi-ap-hostapd@main MainPID "$(hostapd_pid)"
then_now "what is private stays so" is_private /run/wifi-ap/hostapd/uap0.psk
then_now "the status is for everybody" [ "$(stat -c %a /run/wifi-ap/status.json)" = 644 ]
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
for line in 'generation 1: 1 access point(s) on 1 radio(s)' 'add-interface uap0: interface uap0 does not exist' \
  'start-hostapd: hostapd is not running' 'uap0 is ready: '; do
  then_now "the journal says: $line" journal_says "$line"
done
then_now "no line is an error" [ -z "$(journalctl -b -u wifi-apd -p err -o cat)" ]
given "a snapshot of the machine" sh -c "wifi-ap snapshot >$LOGS/snapshot.json"
then_now "a plan from it has nothing to do" sh -c "wifi-ap plan --snapshot $LOGS/snapshot.json --detailed-exitcode"
