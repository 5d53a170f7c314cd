# The agent is restarted by hand, then killed and started again by systemd: hostapd stays, no ping is lost.
# bound: 240
given "two emulated cards" emulator_with 0 1
given "the story's spec" story_spec
when "the service is started" systemctl start wifi-apd
then_within 60 "the access point is ready" access_point_is_ready uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
hostapd=$(hostapd_pid)
agent=$(main_pid wifi-apd)
commands=$(wc -l <$TRACE)
is_another_agent() { pid=$(main_pid wifi-apd) && [ "$pid" != 0 ] && [ "$pid" != "$agent" ]; }
given "the client pings all the time" client_starts_pinging 192.168.0.5

when "the service is restarted" systemctl restart wifi-apd
then_now "the agent is another one" is_another_agent
then_within 30 "the access point is ready" access_point_is_ready uap0

agent=$(main_pid wifi-apd)
when "agent and helper are killed" systemctl kill -s KILL wifi-apd
then_within 30 "systemd has started another" is_another_agent
then_within 30 "the access point is ready" access_point_is_ready uap0

then_now "hostapd is the same" [ "$(hostapd_pid)" = "$hostapd" ]
then_now "it is still its unit's" service_is wifi-ap-hostapd@main MainPID "$hostapd"
then_now "the client lost no ping" client_lost_at_most 0
told_to_stop() { tail -n +"$((commands + 1))" $TRACE | grep -qE ' 0 command (0xb2|0xaf) '; }
then_now "the firmware was never told to stop" not told_to_stop
then_now "nothing was done again" [ "$(journal_says start-hostapd | wc -l)" = 1 ]
