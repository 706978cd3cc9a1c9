# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: whole searches against scikit-learn's and Spark's, how busy the slots are, and fused trials.

bench_search() {
  local python=${PYTHON:-python3} jdk version home line seconds score release best
  [[ -n ${LOCKSTEP_DATA:-} ]] || { missing search "the data sets (LOCKSTEP_DATA)"; return; }
  [[ -n ${PYTHON:-} || -z $(command -v /usr/bin/python3) ]] || python=/usr/bin/python3
  "$python" -c 'import sklearn' 2>/dev/null || { missing search "scikit-learn ($python -m sklearn)"; return; }
  find_java
  compile_driver_benchmarks
  find_jdks
  home=${jdks[0]}
  version=$(jdk_version "$home")
  "$python" "$here/benchmarks/corpus.py" airline "$LOCKSTEP_DATA" "$work/tweets" >&2
  line=$("$python" "$here/benchmarks/grid_search.py" "$work/tweets" "$work/tweets.libsvm" 2>"$work/errors") ||
    fail 70 "the peer's search must finish. Received: $(tail -n 2 "$work/errors")"
  read -r seconds score release <<<"$line"
  run_driver_benchmark SearchBench "$work/tweets.libsvm" "$work" >"$work/search"
  best=$(value "$work/search" grid-best)
  awk -v a="$best" -v b="$score" 'BEGIN { exit !(a - b < 0.03 && b - a < 0.03) }' ||
    fail 70 "the best mean macro-F1 of both searches must be within 0.03. Received: $best, scikit-learn $score"
  faster_row "$version" search-grid "$(value "$work/search" grid-warm)" "$seconds" "scikit-learn $release" s 2 6
  faster_row "$version" search-grid-cold "$(value "$work/search" grid-cold)" "$seconds" "scikit-learn $release" s null null
  row "$version" "{\"name\": \"search-slots-busy\", \"value\": $(value "$work/search" slots-busy), \"unit\": \"%\", \"floor\": 95, \"aim\": 99}"
  run_driver_benchmark CrossValidatorBench "$work/tweets" "$best" >"$work/cross-validator"
  faster_row "$version" search-fit "$(value "$work/search" grid-warm-fit)" \
    "$(value "$work/cross-validator" cross-validator-fit)" "Spark CrossValidator, perceptron" s 50 100
  fused_trials
}

# Eight trials by one thread, as many first layers side by side as a search would fuse, against the same one after the other.
fused_trials() {
  compile_benchmarks
  rows_of "$home" FusedTrialsBench "$work/tweets" 4,8,16,24,32 1
}
