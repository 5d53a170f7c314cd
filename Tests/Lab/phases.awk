# What a recovery took, in one line: from the agent's history in status.json, the emulator's trace and the kernel's trace
# of requests, in this order. All three count seconds since boot. See recovery_took in story.sh; history.awk comes before.
function seconds(time) {
  return sprintf(time < 9.95 ? "%.2f s" : "%.1f s", time)
}
function phase(text) { line = line (line == "" ? "" : ", ") text }
function since_last(name, time) {
  phase(name " +" seconds(time - last))
  last = time
}
function busy(from, to) {
  if (to > from) {
    begins[++count] = from
    ends[count] = to
  }
}

# --- The card: when the fault came, when the driver and hostapd had done. ---
file == 2 && $2 == card && $1 * 1000 >= since - 10 {
  if (fault == "" && ($0 ~ /(lost|hang|nak)$/ || ($3 == "fault" && $4 != "alive") || $0 ~ /bus detach/)) fault = $1
  if ($3 == "command" && $6 ~ /^[-0-9]/ && $7 == "0.0") talks[++talked] = $1
  if ($3 == "event" && $4 == "0x2e") airs[++aired] = $1
}

# --- The requests: `NAME-PID [CPU] FLAGS TIME: EVENT`. ---
file == 3 && /sys_recvfrom|sched_process_/ {
  match($0, /-[0-9]+ +\[/)
  pid = substr($0, RSTART + 1)
  sub(/ .*/, "", pid)
  match($0, /[0-9]+\.[0-9]+: /)
  time = substr($0, RSTART, RLENGTH - 2) + 0
  if (/sys_recvfrom\(fd: 3,/) {
    if (pid in woken) busy(woken[pid], time)
    delete woken[pid]
    parked[pid] = 1
  } else if (/sys_recvfrom ->/ && parked[pid]) {
    parked[pid] = 0
    woken[pid] = time
  } else if (/sched_process_exec/) {
    running[pid] = time
  } else if (/sched_process_exit/) {
    exits[++exited] = time
    if (pid in running) busy(running[pid], time)
    delete running[pid]
  }
}

END {
  if (fault == "") fault = since / 1000
  last = fault
  for (entry = 1; entry <= entries; entry++) {
    time = at[entry]
    text = messages[entry]
    if (kinds[entry] == "evidence" && !first) {
      first = time
      since_last("evidence", time)
    } else if (kinds[entry] == "decision" && text ~ /^(the )?fault /) {
      if (!first) first = time
      since_last("fault", time)
    } else if (kinds[entry] == "decision" && text ~ /^remedy /) {
      if (time - last > 1) {
        busy(last, time)
        phase("waited " seconds(time - last))
      }
      last = time
      acts = 1
    } else if (kinds[entry] == "step" && acts) {
      name = text
      sub(/[ :].*/, "", name)
      phase(name " " seconds(time - last))
      # The kernel takes down the network of a process that was killed before it ends.
      if (name == "kill-hostapd") {
        for (i = 1; i <= exited; i++) if (exits[i] > last && exits[i] < time) busy(last, exits[i])
      }
      last = time
      # What the driver says to its firmware after this belongs to the step's effect.
      if (name ~ /^(load-module|bind-device|enable-port)$/) loaded = time
    } else if (kinds[entry] == "decision" && text ~ /is back( as |$)/) {
      for (talk = talked; talk > 0; talk--) if (loaded && talks[talk] < time && talks[talk] > loaded) {
        busy(loaded, talks[talk])
        break
      }
      since_last("back", time)
      acts = 0
    } else if (kinds[entry] == "decision" && text ~ /is healed/) {
      since_last("on air", time)
      healed = time
    }
  }
  for (pid in woken) busy(woken[pid], healed)
  for (pid in running) {
    until = healed
    for (air = aired; air > 0; air--) if (airs[air] > running[pid]) until = airs[air]
    busy(running[pid], until)
  }
  if (first && healed) {
    # What nobody was busy with: the window without the union of the others' times.
    own = 0
    place = first
    while (place < healed) {
      to = healed
      isBusy = 0
      for (i = 1; i <= count; i++) {
        if (begins[i] <= place && ends[i] > place) { isBusy = 1; place = ends[i]; break }
        if (begins[i] > place && begins[i] < to) to = begins[i]
      }
      if (!isBusy) {
        own += to - place
        place = to
      }
    }
    line = line sprintf("; own time %d of %d ms", own * 1000, (healed - first) * 1000)
  }
  print what ": " (line == "" ? "nothing was said" : line)
}
