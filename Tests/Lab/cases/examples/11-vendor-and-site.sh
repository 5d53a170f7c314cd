# examples/vendor-and-site: what the maker ships below /usr/lib, and what the site changes in /etc.
given "two emulated cards" emulator_with 0 1
vendor_and_site() {
  example vendor-and-site/etc/wifi-ap.d -e ''
  mkdir -p /usr/lib/wifi-ap.d
  sed "$on_card" $INPUT/examples/vendor-and-site/usr/lib/wifi-ap.d/10-vendor.yaml >/usr/lib/wifi-ap.d/10-vendor.yaml
}
given "the tree" vendor_and_site
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
given "a client on the second card" client_on_card 1 10.60.0.9/24
then_within 60 "the client joins" client_joins warehouse "$SECRET"
then_within 60 "the client pings the access point" client_pings 10.60.0.1
when "the maker's file is masked" ln -s /dev/null /etc/wifi-ap.d/10-vendor.yaml
then_within 30 "the agent says what is missing" agent_said "missing key"
then_hold 3 "the last good access point stays" access_point_is_enabled_by_agent
when "the maker's file is gone" rm -r /usr/lib/wifi-ap.d
