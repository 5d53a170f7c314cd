# Proves the machine with systemd: it comes up whole, and a radio and its access point work beside the services.
then_within 60 "systemd has started everything" systemd_is_up
then_now "no service has failed" sh -c '[ -z "$(systemctl list-units --failed --no-legend)" ]'
then_now "the system bus answers" busctl --no-pager status
then_now "the journal has the kernel's log" sh -c 'journalctl -k -o cat | grep -q "^Linux version"'
given "two radios" hwsim_radios 2
then_within 5 "udev knows the interface" sh -c 'udevadm info /sys/class/net/wlan0 | grep -q SUBSYSTEM=net'
