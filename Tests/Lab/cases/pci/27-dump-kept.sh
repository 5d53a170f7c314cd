# The memory of crashed firmware is kept where the spec asks for it, and let go of, so that the card can put up another.
# A disk that is read-only or full is told of, and keeps no remedy from being taken.
# bound: 300
INCIDENTS=/var/lib/wifi-ap/incidents
keeping_spec() { pci_spec && keep "$1"; }
keep() {
  sed "s/^    band: .*/&\n    recovery: {keep-firmware-dump: true}/; s/ssid: .*/ssid: $1/" /etc/wifi-ap.d/card-0.yaml | spec card-0
}
hangs() {
  recovery_begins
  when "the firmware will hang at the next configuration" pci_fault 0 timeout_ms 2000 dump_s 1 hang 0xb0
  when "the SSID is changed" keeping_spec "$1"
  then_within 60 "the kernel gives up waiting" kernel_said_since "mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0"
  then_within 90 "it is healed" is_healed
  then_now "by one remedy" remedies_were rebind-device
}
no_dump_is_held() { for dump in /sys/class/devcoredump/devcd*; do [ ! -e "$dump" ] || return 1; done; }

given "PCI cards, no driver" pci_cards
given "a spec that keeps the firmware's memory" keeping_spec first_name
given "the agent" agent_starts
then_within 60 "the access point is ready" access_point_is_ready uap0
hangs second_name
folder=$INCIDENTS/$(ls $INCIDENTS | tail -n 1)
then_within 20 "the dump is let go of" no_dump_is_held
cat "$folder/dump-header.txt" >"$LOGS/dump-header"
then_now "the incident tells of it" grep -E '^size: [1-9][0-9]* bytes$' "$folder/dump-header.txt"
then_now "... and of its card" contains "$folder/dump-header.txt" "0000:01:00.0"
then_now "... and has its content" [ -s "$folder/dump.bin" ]
then_now "for root alone" is_private "$folder/dump.bin"

given "a disk that is read-only" mount -t tmpfs -o ro,mode=700 tmpfs $INCIDENTS
hangs third_name
then_now "it was told" agent_said "an outage is not kept in whole: cannot make the folder"
then_now "... and why" agent_said_since "Read-only file system"
then_within 20 "the dump is let go of all the same" no_dump_is_held
given "one that is well" umount $INCIDENTS

given "a disk that is full" mount -t tmpfs -o mode=700,nr_inodes=1 tmpfs $INCIDENTS
hangs fourth_name
then_now "it was told too" agent_said_since "No space left on device"
then_within 20 "the dump is let go of all the same" no_dump_is_held
given "one that is well" umount $INCIDENTS
