# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: from a tweet to its probabilities in a plain JVM, against scikit-learn's pipeline.

bench_scoring() {
  local python=${PYTHON:-python3} jdk version peer release output
  [[ -n ${LOCKSTEP_DATA:-} ]] || { missing scoring "the data sets (LOCKSTEP_DATA)"; return; }
  [[ -n ${PYTHON:-} || -z $(command -v /usr/bin/python3) ]] || python=/usr/bin/python3
  "$python" -c 'import sklearn' 2>/dev/null || { missing scoring "scikit-learn ($python -m sklearn)"; return; }
  compile_benchmarks
  find_jdks
  "$python" "$here/benchmarks/scoring.py" texts "$LOCKSTEP_DATA" "$work/tweets.txt"
  for jdk in "${jdks[@]}"; do
    version=$(jdk_version "$jdk")
    output=$(run_benchmark "$jdk" ScoringBench "$work/tweets.txt")
    read -r peer release < <("$python" "$here/benchmarks/scoring.py" time "$work/tweets.txt")
    faster_row "$version" scoring-one-text "$(value_of scoring-one-text)" "$peer" "scikit-learn $release" us null null
    limit_row "$version" scoring-texts-at-once "$(value_of scoring-texts-at-once)" null us
  done
}

value_of() { # value_of ROW, of the benchmark's output
  sed -nE "s/^row .*\"name\": \"$1\", \"value\": ([0-9.]+),.*/\1/p" <<<"$output"
}
