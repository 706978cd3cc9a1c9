# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: rows of the table and of bench.json.

rows=()
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
today=$(date -u +%F)

table_head() {
  printf '%-40s %12s %12s %-9s %7s %6s %5s  %s\n' name ours peer/limit unit ratio floor aim peer
}

# The value of a field in a one-line JSON object, without quotes; nothing for null.
field() { # field JSON NAME
  sed -nE "s/.*\"$2\" *: *(\"([^\"]*)\"|([-+0-9.eE]+)).*/\2\3/p" <<<"$1"
}

# Prints a row and keeps it for bench.json, with the JDK, the processor and the day.
row() { # row JDK JSON
  local json=$2 ours peer
  ours=$(field "$json" ours)$(field "$json" value)
  peer=$(field "$json" peer)$(field "$json" limit)
  printf '%-40s %12s %12s %-9s %7s %6s %5s  %s\n' "$(field "$json" name)" "$ours" "$peer" "$(field "$json" unit)" \
    "$(field "$json" ratio)" "$(field "$json" floor)" "$(field "$json" aim)" "$(field "$json" peer_name) (JDK $1)"
  rows+=("${json%\}*}, \"jdk\": \"$1\", \"cpu\": \"$cpu\", \"date\": \"$today\"}")
}

# A row whose smaller figure is the better one.
faster_row() { # faster_row JDK NAME OURS PEER PEER_NAME UNIT FLOOR AIM
  row "$1" "{\"name\": \"$2\", \"ours\": $3, \"peer\": $4, \"peer_name\": \"$5\", \"unit\": \"$6\", \"ratio\": $(
    awk -v ours="$3" -v peer="$4" 'BEGIN { printf "%.2f", peer / ours }'
  ), \"floor\": $7, \"aim\": $8}"
}

# A row whose larger figure is the better one.
higher_row() { # higher_row JDK NAME OURS PEER PEER_NAME UNIT FLOOR AIM
  row "$1" "{\"name\": \"$2\", \"ours\": $3, \"peer\": $4, \"peer_name\": \"$5\", \"unit\": \"$6\", \"ratio\": $(
    awk -v ours="$3" -v peer="$4" 'BEGIN { printf "%.3f", ours / peer }'
  ), \"floor\": $7, \"aim\": $8}"
}

limit_row() { # limit_row JDK NAME VALUE LIMIT UNIT [AIM]
  row "$1" "{\"name\": \"$2\", \"value\": $3, \"limit\": $4, \"unit\": \"$5\", \"aim\": ${6:-null}}"
}

missing() { # missing NAME WHAT
  printf '%-40s %s\n' "$1" "missing: $2"
  rows+=("{\"name\": \"$1\", \"missing\": \"$2\", \"cpu\": \"$cpu\", \"date\": \"$today\"}")
}

write_json() { # write_json FILE
  {
    printf '[\n'
    local last=$((${#rows[@]} - 1)) i
    for ((i = 0; i <= last; i++)); do
      printf '  %s%s\n' "${rows[i]}" "$([[ $i -lt $last ]] && echo ,)"
    done
    printf ']\n'
  } >"$1"
}
