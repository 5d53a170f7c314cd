# The passphrase comes as a credential of systemd's. The journal never has it, whether it is good or spoilt.
# bound: 240
bird='Kanari 42 im Schacht'
give_credential() {
  mkdir -p /etc/wifi-ap/secrets /run/systemd/system/wifi-apd.service.d
  printf '%s\n' "$1" >/etc/wifi-ap/secrets/lobby
  chmod 600 /etc/wifi-ap/secrets/lobby
  printf '[Service]\nLoadCredential=lobby:/etc/wifi-ap/secrets/lobby\n' \
    >/run/systemd/system/wifi-apd.service.d/50-lobby.conf
  systemctl daemon-reload
}
credential_spec() { story_spec && sed -i 's/passphrase: wifipassword/passphrase-credential: lobby/' /etc/wifi-ap.d/lobby.yaml; }
journal_has_it() { journalctl -b -o export | grep -aF "$bird"; }
given "two emulated cards" emulator_with 0 1
given "a credential for the service" give_credential "$bird"
given "a spec that names it" credential_spec
when "the service is started" systemctl start wifi-apd
then_within 60 "the access point is ready" access_point_is_ready uap0
given "a client on the second card" client_on_card 1 192.168.0.9/24
then_within 60 "the client joins" client_joins my_access_point "$bird"
then_now "the journal does not have the passphrase" not journal_has_it
hostapd=$(hostapd_pid)
when "the credential is spoilt" give_credential "$bird $bird $bird $bird"
when "the service is restarted with it" systemctl restart wifi-apd
then_within 20 "the agent says what is wrong with it" journal_says "lobby.yaml:15:"
then_within 30 "the access point is ready, with what was good last" access_point_is_enabled_by_agent
then_within 60 "the client pings the access point" client_pings 192.168.0.5
then_now "hostapd is the same" [ "$(hostapd_pid)" = "$hostapd" ]
then_now "the journal does not have the passphrase" not journal_has_it
