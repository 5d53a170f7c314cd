# Without its rung lost firmware stays lost: the healing of recovery/02 is that rung.
# bound: 180
access_point_and_client
when "the agent is replaced by one that may not reload drivers" agent_is_replaced --without reload-driver
then_within 30 "the access point is ready" access_point_is_ready uap0
when "the answer to the next configuration will be lost" emulator rule 0xb0 drop act=1
when "the SSID is changed" story_spec 6 another_name
then_within 60 "the agent knows that it is the firmware" agent_said "fault of firmware"
then_within 30 "the agent has noticed" not access_point_is_ready uap0
then_hold 8 "the access point stays off" not access_point_is_ready uap0
# Which also shows what a person sees who comes by then.
doctor() {
  wifi-ap doctor >"$LOGS/doctor" 2>&1
  code=$?
  cat "$LOGS/doctor"
  [ $code = 1 ] && contains "$LOGS/doctor" "wedged: the firmware of the card of mwifiex_usb"
}
then_now "the doctor knows what is wrong" doctor
