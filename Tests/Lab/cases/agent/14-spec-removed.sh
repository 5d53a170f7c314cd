# The spec is removed: what the agent made goes, and nothing else.
access_point_and_client
given "an interface of somebody else on the same radio" iw dev "$(station_of 0)" interface add other0 type __ap
steps_begin
when "the spec is removed" rm /etc/wifi-ap.d/lobby.yaml
then_within 60 "uap0 is gone" not link_exists uap0
then_within 20 "hostapd is gone" not hostapd_pid
then_within 20 "its files are gone" not [ -e /run/wifi-ap/hostapd/main.conf ]
then_now "and its secret" not [ -e /run/wifi-ap/hostapd/uap0.psk ]
then_now "the station interface stays" station_of 0
then_now "the interface of somebody else stays" link_exists other0
then_within 10 "it did as the simulated agent does" steps_are spec-removed
