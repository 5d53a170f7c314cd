# expected: fail  liar/12-other-steps
# expected: (then the agent did as the simulated one (within 3 s))
mkdir -p /run/wifi-ap
history_says() {
  printf '{\n"history": [\n{\n"uptimeMilliseconds": 999999999,\n"kind": "step",\n"message": "%s uap0: as it must be"\n}\n]\n}\n' \
    "$1" >/run/wifi-ap/status.json
}
steps_begin
when "the agent takes the recorded step" history_says set-link-up
then_now "the agent did as the simulated one does" steps_are link-down
when "the agent takes another step" history_says set-link-down
then_within 3 "the agent did as the simulated one" steps_are link-down
