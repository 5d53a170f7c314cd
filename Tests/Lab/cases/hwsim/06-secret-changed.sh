# A secret that changes beside an unchanged spec is noticed at once, and read by the hostapd that runs.
# bound: 240
given "three radios" hwsim_radios 3
given "a file for the radio" hwsim_radio_spec
given "a secret" sh -c 'mkdir -p /etc/secrets && echo the first secret >/etc/secrets/lobby && chmod 600 /etc/secrets/lobby'
given "a spec that names it" spec lobby <<SPEC
version: 1
access-points:
  ap0:
    radio: main
    ssid: lobby
    security:
      mode: wpa2-personal
      passphrases:
        new: {passphrase-file: /etc/secrets/lobby}
        old: {passphrase: a secret that stays}
    addresses: [10.9.0.1/24]
SPEC
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready ap0
CLIENT=steady
given "a client with the passphrase that stays" client_on wlan1 10.9.0.8/24
then_within 60 "it joins" client_joins lobby 'a secret that stays'
then_within 60 "it pings" client_pings 10.9.0.1
before=$(hostapd_pid)
when "the other passphrase is changed" sh -c 'echo the second secret >/etc/secrets/.new && chmod 600 /etc/secrets/.new && mv /etc/secrets/.new /etc/secrets/lobby'
then_within 20 "hostapd is told" agent_said "reload-passphrases ap0"
CLIENT=other
given "a client with the new one" client_on wlan2 10.9.0.9/24
then_within 60 "it joins" client_joins lobby 'the second secret'
then_within 60 "it pings" client_pings 10.9.0.1
then_now "hostapd is the same" not hostapd_is_another_than "$before"
CLIENT=steady
then_now "who had the other passphrase never left" client_pings 10.9.0.1
