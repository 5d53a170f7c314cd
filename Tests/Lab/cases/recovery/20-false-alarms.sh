# What looks like sick firmware and is none, on the real driver: nothing is ever recovered from it.
# bound: 240
access_point_alone
recovery_begins
before=$(hostapd_pid)
no_recovery() { remedies_were && not agent_blames_firmware; }

station=$(station_of 0)
given "the station interface is up" ip link set "$station" up
reports() { grep -c ' 0 event 0x58 ' $TRACE; }
reported() { [ "$(reports)" -gt "$count" ]; }
for scan in 1 2 3; do
  count=$(reports)
  # It is refused while the one before it lasts.
  then_within 20 "somebody scans on it ($scan)" iw dev "$station" scan trigger
  then_within 20 "the firmware reports" reported
done
then_now "no recovery" no_recovery
then_now "hostapd is the same" not hostapd_is_another_than "$before"

liar() {
  for line in 'mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1' 'PREP_CMD: FW is in bad state' \
    'Ignore scan. Card removed or firmware in bad state'; do
    printf '<6>usb 1-1: %s\n SUBSYSTEM=usb\n DEVICE=c189:1\n' "$line" >/dev/kmsg
    echo "usb 1-1: $line" >/dev/kmsg
  done
}
when "a program writes a wedge's lines into the kernel log" liar
then_hold 5 "nobody believes it" no_recovery
then_now "hostapd is the same" not hostapd_is_another_than "$before"

when "somebody takes the link down" ip link set uap0 down
then_within 30 "it is taken up as drift" agent_said_since "set-link-up uap0"
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "no recovery" no_recovery

when "somebody unloads the driver" unload_driver
then_now "the kernel says that the card is removed" kernel_said_since "Card is removed: -2"
then_within 60 "it is loaded again" agent_said_since "load-module mwifiex_usb"
then_within 60 "the access point is ready" access_point_is_ready uap0
then_now "no recovery" no_recovery

radio_switch() { for state in /sys/class/rfkill/rfkill*/soft; do echo "$1" >"$state"; done; }
when "the user blocks the radios" radio_switch 1
then_within 30 "it is taken for a wish" condition_is uap0 Stalled True RfkillBlocked
then_hold 20 "no recovery" no_recovery
when "the user unblocks them" radio_switch 0
then_within 60 "the access point is ready" access_point_is_ready uap0
# hostapd does not resume by itself on this driver.
hostapd_at_most() { remedies_were || remedies_were restart-hostapd; }
then_now "no more than hostapd was restarted" hostapd_at_most
then_now "the firmware was never blamed" not agent_blames_firmware
