# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: what samplers find with the trials that a grid has, and ASHA with a share of the epochs.

bench_samplers() {
  local home version tweets name
  find_java
  compile_driver_benchmarks
  find_jdks
  home=${jdks[0]}
  version=$(jdk_version "$home")
  tweets=${LOCKSTEP_DATA:+$LOCKSTEP_DATA/Tweets.csv}
  [[ -e $tweets ]] || tweets=
  run_driver_benchmark SamplersBench "$work" ${tweets:+"$tweets"} >"$work/samplers"
  while read -r name; do
    faster_row "$version" "samplers-$name-bayesian" "$(value "$work/samplers" "$name-gaussian-process")" \
      "$(value "$work/samplers" "$name-random")" "random" regret 1 null
    faster_row "$version" "samplers-$name-random" "$(value "$work/samplers" "$name-random")" \
      "$(value "$work/samplers" "$name-grid")" "grid" regret 1 null
  done < <(sed -nE 's/^row .*"name": "([a-z0-9-]*)-grid".*"unit": "regret".*/\1/p' "$work/samplers")
  [[ -n $tweets ]] || { missing samplers-airline "the airline tweets (LOCKSTEP_DATA)"; return; }
  for name in grid random bayesian; do
    limit_row "$version" "samplers-airline-$name" "$(value "$work/samplers" "airline-$name")" null macro-F1
  done
  run_driver_benchmark AshaBench "$work" "$tweets" >"$work/asha"
  limit_row "$version" asha-airline "$(value "$work/asha" asha)" null macro-F1
  limit_row "$version" asha-airline-lower-by "$(value "$work/asha" asha-lower-by)" 0.005 macro-F1
  limit_row "$version" asha-airline-epochs "$(value "$work/asha" asha-epochs)" 0.3333 share
}
