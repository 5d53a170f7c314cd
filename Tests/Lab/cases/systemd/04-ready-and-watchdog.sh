# What systemd is told: ready after the first look, alive at each tick; and a stop leaves the access point on the air.
# bound: 240
given "two emulated cards" emulator_with 0 1
given "the story's spec" story_spec
when "the service is started" systemctl start wifi-apd
then_within 60 "the access point is ready" access_point_is_ready uap0

pinged=$(systemctl show -P WatchdogTimestampMonotonic wifi-apd)
was_pinged() { [ "$(systemctl show -P WatchdogTimestampMonotonic wifi-apd)" -gt "$pinged" ]; }
then_within 40 "the watchdog is pinged" was_pinged

given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
hostapd=$(hostapd_pid)
when "the service is stopped" systemctl stop wifi-apd
then_now "the command line says that there is no daemon" sh -c 'wifi-ap status; [ $? = 69 ]'
then_hold 3 "hostapd goes on" kill -0 "$hostapd"
then_within 60 "the client pings the access point" client_pings 192.168.0.5

# A frozen hostapd makes the first look last as long as its deadline, 2 s.
when "hostapd is frozen" systemctl freeze wifi-ap-hostapd@main
when "the service is started" systemctl start wifi-apd
when "hostapd thaws" systemctl thaw wifi-ap-hostapd@main
start_took_long() {
  began=$(systemctl show -P ExecMainStartTimestampMonotonic wifi-apd)
  ready=$(systemctl show -P ActiveEnterTimestampMonotonic wifi-apd)
  echo "$began $ready"
  [ $((ready - began)) -ge 2000000 ]
}
then_now "it was ready only after the first look" start_took_long
then_within 60 "the access point is ready" access_point_is_ready uap0
then_within 60 "the client pings the access point" client_pings 192.168.0.5
