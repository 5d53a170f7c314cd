# What the agent decided and did, a line for each verdict, remedy and step, as Specs/sequences has it: see StepSequence.swift
# in the unit tests, which makes the same lines of the simulated agent's. history.awk comes before.

# The lines of files stand right before the next that is about hostapd, its BSS or a verdict.
function tell(text) {
  if (text ~ /^write-/) {
    files = files text "\n"
    return
  }
  if (text ~ /^([a-z]+-(hostapd|bss)|reload-[a-z]+|set-options|switch-channel|fault|the|remedy)( |$)/) {
    printf "%s", files
    files = ""
  }
  print text
}

END {
  for (entry = 1; entry <= entries; entry++) {
    text = messages[entry]
    if (kinds[entry] == "step") {
      sub(/: .*/, "", text)
      sub(/ process [0-9]+/, "", text)
      tell(text)
    } else if (kinds[entry] == "decision") {
      if (text ~ /^fault of /) {
        sub(/ on radio .*/, "", text)
        tell(text)
      } else if (text ~ /^the fault on /) {
        tell("the fault is back")
      } else if (text ~ /^remedy for /) {
        sub(/^[^:]*: /, "", text)
        sub(/[^a-z-].*/, "", text)
        tell("remedy " text)
      }
    }
  }
  printf "%s", files
}
