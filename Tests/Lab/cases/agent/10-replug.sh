# The card is unplugged and plugged in: it comes back under a new phy number and a new ifindex.
access_point_and_client
before=$(phy_of uap0)
steps_begin
when "the card is unplugged" emulator unplug
then_within 30 "the agent says that it is gone" condition_is uap0 Stalled True NoDevice
then_now "it is no fault of the firmware" not agent_said "fault of firmware"
when "the card is plugged in" emulator plug
then_within 90 "the access point is ready" access_point_is_ready uap0
then_now "under a new phy" not [ "$(phy_of uap0)" = "$before" ]
then_within 60 "the client pings again" client_pings 192.168.0.5
then_within 10 "it did as the simulated agent does" steps_are replugged
