# A firmware that the first reload does not heal and the second does. The second comes after the pause, not at once.
# bound: 300
access_point_alone
given "a firmware that starts anew at the second attempt" emulator policy init=2
when "the firmware will go deaf at the next probe" emulator rule 0x1e hang
recovery_begins
steps_begin
when "the address is removed, which makes the agent look" ip address del 192.168.0.5/24 dev uap0
then_within 40 "the driver is reloaded" agent_said_since "unload-module mwifiex_usb"
then_within 40 "the kernel finds the firmware deaf still" kernel_said_since "Timeout cmd id = 0xa9"
then_within 60 "the agent waits for another round" condition_is uap0 Stalled True RecoveryBackoff
then_now "the radio's firmware is not called healthy" condition_is main FirmwareHealthy False
then_within 120 "it is healed" is_healed
then_now "by two reloads" remedies_were reload-driver reload-driver
recovery_took "deaf until the second reload"
then_within 10 "it did as the simulated agent does" steps_are reloaded-twice
