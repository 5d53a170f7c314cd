# The agent's history in status.json, the first file: the entries since `since` (milliseconds since boot) with at[] in
# seconds, kinds[] and messages[]. An entry is written in three lines.
FNR == 1 { file++ }

file == 1 && /"history":/ { isHistory = 1 }
file == 1 && isHistory && /"uptimeMilliseconds":/ {
  gsub(/[^0-9]/, "")
  time = $0 / 1000
}
file == 1 && isHistory && /"kind":/ { kind = $2; gsub(/[",]/, "", kind) }
file == 1 && isHistory && /"message":/ && time * 1000 >= since {
  sub(/^ *"message": "/, "")
  sub(/"$/, "")
  entries++
  at[entries] = time
  kinds[entries] = kind
  messages[entries] = $0
}
