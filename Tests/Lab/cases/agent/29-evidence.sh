# The card goes deaf, and only its power helps: the operator's program takes it. What was seen, decided and done is kept
# with what the machine could say of it, and no secret is in it.
# bound: 300
HOOK=/usr/local/libexec/wifi-power
INCIDENTS=/var/lib/wifi-ap/incidents
hook() {
  mkdir -p ${HOOK%/*} && chmod 755 ${HOOK%/*}
  cat >$HOOK <<'SCRIPT'
#!/bin/sh
echo "$WIFI_AP_RADIO $WIFI_AP_DEVICE $1" >>/run/hook-was-told
exec firmware-emulator ctl /run/emulator.sock replug
SCRIPT
  chmod 755 $HOOK
}
hook_spec() {
  story_spec
  sed "s|recovery: .*|recovery: {reload-driver: false, bus-reset: false, power-hook: [$HOOK, now]}|" \
    /etc/wifi-ap.d/lobby.yaml | spec lobby
}
given "an emulated card" emulator_with 0
given "a program that takes its power" hook
given "a spec that names it and forbids all else" hook_spec
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
recovery_begins
when "the firmware goes deaf" emulator hang
then_within 120 "the program was run for the radio and its card" contains /run/hook-was-told "main platform-vhci_hcd.0-usb-0:1:1.0 now"
then_within 90 "it is healed" is_healed
then_now "by that remedy alone" remedies_were power-hook
folder=$INCIDENTS/$(ls $INCIDENTS | tail -n 1)
cp -r "$folder" "$LOGS/incident"
for file in outage.json kernel.log hostapd.log observed.json status.json; do
  then_now "the incident has $file" [ -s "$folder/$file" ]
  then_now "$file is private" is_private "$folder/$file"
done
then_now "the driver's complaint is in it" contains "$folder/kernel.log" "mwifiex_usb"
then_now "no passphrase is in it" not grep -r wifipassword "$folder"
wifi-ap history --last 1 >"$LOGS/history" 2>&1
then_now "the history tells the remedy" contains "$LOGS/history" "remedies: power-hook"
then_now "... and where the evidence is" contains "$LOGS/history" "$folder"
when "the agent ends" signal wifi-apd TERM
then_within 10 "it is gone" not is_running wifi-apd
then_now "without it the folders tell the same" sh -c 'wifi-ap history --last 1 | diff - '"$LOGS/history"
rm -f $HOOK /run/hook-was-told
