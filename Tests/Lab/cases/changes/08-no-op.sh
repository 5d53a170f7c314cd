# A hundred requests to read an unchanged spec: no step, no client and no hostapd notices.
# bound: 240
two_access_points_and_clients
CLIENT=one
given "the first's client pings" client_starts_pinging 10.9.0.1
steps() { grep -cE '^info: [a-z]+-[a-z-]+ ' "$LOGS/wifi-apd.log"; }
before=$(steps)
then_now "the steps until now were seen" [ "$before" -gt 5 ]
a_hundred_times() {
  times=0
  while [ $times -lt 100 ]; do
    times=$((times + 1))
    case $((times % 3)) in
      0) touch /etc/wifi-ap.d/changes.yaml ;;
      1) signal wifi-apd HUP ;;
      2) wifi-ap apply ;;
    esac || return 1
    sleep 0.2
  done
}
when "the spec is touched, or the agent told to read it" a_hundred_times
then_hold 3 "nobody was dropped" nobody_was_dropped
then_now "no step was taken" [ "$(steps)" = "$before" ]
then_now "no ping was lost" client_lost_at_most 0
