# Two access points on one card, each with a configuration of its own in one hostapd, the second one added while it serves.
# bound: 240
given "three emulated cards" emulator_with 0 1 2
given "the driver" load_driver
for card in 0 1 2; do then_within 30 "card $card is up" card_is_up $card; done
given "an access point interface on the first" add_uap 0 uap0
given "another one there" add_uap 0 uap1
# The network of an interface, as hostapd reads it.
network() {
  printf 'interface=%s\ndriver=nl80211\nctrl_interface=%s/hostapd\nssid=%s\nhw_mode=g\nchannel=6\n' "$1" $WORK "$2"
  printf 'wpa=2\nwpa_key_mgmt=WPA-PSK\nrsn_pairwise=CCMP\nwpa_passphrase=wifipassword\n'
}
network uap0 first >$WORK/uap0.conf
network uap1 second >$WORK/uap1.conf
ip address replace 192.168.0.5/24 dev uap0
ip address replace 192.168.1.5/24 dev uap1
given "hostapd on the first" start hostapd hostapd -g $WORK/global $WORK/uap0.conf
then_within 20 "it is enabled" access_point_is_enabled uap0
CLIENT=one
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "it joins" client_joins first wifipassword
then_within 60 "it pings" client_pings 192.168.0.5
client_is_watched
given "it goes on pinging" client_starts_pinging 192.168.0.5
global() { hostapd_cli -p $WORK -i global raw "$@" | grep -x OK; }
when "the other one is added" global "ADD uap1 config=$WORK/uap1.conf"
when "and enabled" hostapd_cli -p $WORK/hostapd -i uap1 enable
then_within 20 "the firmware sends both" card_shows 0 ap.1=active
then_now "the first one too" card_shows 0 ap.0=active
then_now "the first's client was not dropped" client_was_not_dropped
then_now "and lost no ping" client_lost_at_most 0
CLIENT=two
given "a client on the third card" client_on_card 2 192.168.1.9/24
then_within 60 "it joins" client_joins second wifipassword
then_within 60 "it pings" client_pings 192.168.1.5
client_is_watched
when "the first is removed" global "REMOVE uap0"
then_within 20 "the firmware sends it no more" card_shows 0 ap.0=idle
then_now "the other goes on" card_shows 0 ap.1=active
then_within 60 "its client pings" client_pings 192.168.1.5
then_now "and was not dropped" client_was_not_dropped
when "the first is added again" global "ADD uap0 config=$WORK/uap0.conf"
when "and enabled" hostapd_cli -p $WORK/hostapd -i uap0 enable
CLIENT=one
then_within 60 "its client pings" client_pings 192.168.0.5
then_now "the other's was not dropped" client_was_not_dropped two
