# After a wedge was healed, agents that start find the old lines in the kernel log: history, never evidence.
# bound: 300
access_point_and_client
when "the answer to the next configuration will be lost" emulator rule 0xb0 drop act=1
when "the channel is changed" story_spec 1
then_within 60 "the driver is reloaded" agent_said "unload-module mwifiex_usb"
then_within 60 "the access point is ready" access_point_is_ready uap0
for round in 1 2 3; do
  signal wifi-apd TERM
  then_within 5 "agent $round ends" not is_running wifi-apd
  given "another agent" agent_starts
  then_within 30 "it is ready" access_point_is_ready uap0
done
then_now "only one remedy was ever performed" agent_said_times 1 "remedy for radio main"
then_now "no step was done since" agent_said_times 1 "unload-module mwifiex_usb"
then_within 60 "the client pings again" client_pings 192.168.0.5
