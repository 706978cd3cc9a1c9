# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: whole runs of the shipped jobs on the real data, against their limits.

bench_jobs() {
  [[ -n ${LOCKSTEP_DATA:-} ]] || { missing jobs "the data sets (LOCKSTEP_DATA)"; return; }
  ensure_built
  find_jdks
  local jdk
  jdk=$(jdk_version "${jdks[0]}")
  run_job airline
  limit_row "$jdk" first-epoch "$first_epoch" 25 s
  limit_row "$jdk" memory-airline "$peak" 2048 MB
  run_job imdb
  limit_row "$jdk" featurise "$(awk -v a="$(phase "$run" read)" -v b="$(phase "$run" prepare)" 'BEGIN { print a + b }')" 60 s
  limit_row "$jdk" memory-imdb "$peak" 2048 MB
}

seconds_since() { # seconds_since EPOCH_NANOSECONDS
  awk -v from="$1" -v to="$(date +%s%N)" 'BEGIN { printf "%.1f", (to - from) / 1e9 }'
}

phase() { # phase RUN NAME: a phase's seconds in metrics.json
  sed -n "s/^ *\"$2\" : \([0-9.]*\),*$/\1/p" "$1/metrics.json" | tail -n 1
}

# Runs a job; sets first_epoch (seconds from launch), peak (MB of the one JVM) and run.
run_job() { # run_job NAME
  run=$work/$1
  local began pid
  began=$(date +%s%N)
  "$here/lockstep" train "$root/conf/$1.conf" --out "$run" >"$work/$1.out" 2>&1 &
  pid=$!
  first_epoch=
  peak=0
  while kill -0 "$pid" 2>/dev/null; do
    if [[ -z $first_epoch && $(cat "$run/history.csv" 2>/dev/null | wc -l) -ge 2 ]]; then
      first_epoch=$(seconds_since "$began")
    fi
    peak=$(awk -v peak="$peak" '/^VmHWM:/ { mb = int($2 / 1024); if (mb > peak) peak = mb } END { print peak }' \
      "/proc/$pid/status" 2>/dev/null || echo "$peak")
    sleep 0.1
  done
  wait "$pid" || fail 70 "the $1 job must finish. Received: $(tail -n 2 "$work/$1.out")"
}
