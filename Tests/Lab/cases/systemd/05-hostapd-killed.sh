# hostapd dies under systemd, too: its unit is started again by the agent, and by nobody else.
given "two emulated cards" emulator_with 0 1
given "the story's spec" story_spec
when "the service is started" systemctl start wifi-apd
then_within 60 "the access point is ready" access_point_is_ready uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
hostapd=$(hostapd_pid)
when "hostapd is killed" kill -KILL "$hostapd"
then_within 60 "another one runs" hostapd_is_another_than "$hostapd"
then_within 60 "the access point is ready" access_point_is_ready uap0
then_within 60 "the client pings the access point" client_pings 192.168.0.5
then_now "it runs in its unit" service_is wifi-ap-hostapd@main MainPID "$(hostapd_pid)"
when "the spec is removed" rm /etc/wifi-ap.d/lobby.yaml
then_within 60 "hostapd is gone" not hostapd_pid
then_within 20 "uap0 is gone" not link_exists uap0
then_now "no unit is left as failed" [ -z "$(systemctl list-units --failed --no-legend)" ]
