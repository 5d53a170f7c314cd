# The agent dies in the middle of its work, again and again; the next one completes what it began.
# bound: 240
given "two emulated cards" emulator_with 0 1
given "the story's spec" story_spec
for pause in 0.3 1.2 2.0 2.6 3.0 3.4; do
  given "an agent" agent_starts
  sleep $pause
  when "the agent is killed after $pause s" signal wifi-apd KILL
done
given "an agent that stays" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "there is one uap0 and no other of ours" [ "$(ls /sys/class/net | grep -c uap)" = 1 ]
then_now "there is one hostapd" [ "$(hostapd_pid | wc -l)" = 1 ]
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point wifipassword
then_within 60 "the client pings the access point" client_pings 192.168.0.5
