# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: epochs on sparse text without Spark, against scikit-learn's MLPClassifier on the same matrix.

bench_sparse() {
  local python=${PYTHON:-python3} jdk version name
  [[ -n ${LOCKSTEP_DATA:-} ]] || { missing sparse "the data sets (LOCKSTEP_DATA)"; return; }
  [[ -n ${PYTHON:-} || -z $(command -v /usr/bin/python3) ]] || python=/usr/bin/python3
  "$python" -c 'import sklearn' 2>/dev/null || { missing sparse "scikit-learn ($python -m sklearn)"; return; }
  compile_benchmarks
  find_jdks
  for name in airline imdb trigrams; do
    "$python" "$here/benchmarks/corpus.py" "$name" "$LOCKSTEP_DATA" "$work/$name" >&2
  done
  for jdk in "${jdks[@]}"; do
    version=$(jdk_version "$jdk")
    sparse_epoch airline 30 3 8
    sparse_epoch imdb 10 4 8
    sparse_epoch trigrams 3 10 40
    clipped_epoch airline
    clipped_epoch imdb
  done
}

# Ours, the peer, ours again, in the same minute; of ours the mean. Also one thread against two, the first epoch of
# the JVM, and what a step keeps in memory beyond weights, optimizer state and one gradient a worker.
sparse_epoch() { # sparse_epoch NAME PEER_EPOCHS FLOOR AIM
  local name=$1 first second peer release line
  first=$(run_benchmark "$jdk" SparseEpochBench "$work/$name")
  line=$("$python" "$here/benchmarks/mlp_classifier.py" "$work/$name" "$2")
  read -r peer _ release <<<"$line"
  second=$(run_benchmark "$jdk" SparseEpochBench "$work/$name")
  faster_row "$version" "$name-epoch" "$(mean epoch-2-threads)" "$peer" "scikit-learn $release" ms "$3" "$4"
  faster_row "$version" "$name-threads" "$(mean epoch-2-threads)" "$(mean epoch-1-thread)" "one thread" ms 1.7 1.9
  apart_row "$name-threads"
  limit_row "$version" "$name-cold-epoch" "$(mean cold-epoch-1-thread)" null ms
  limit_row "$version" "$name-step-memory" "$(mean bytes-beyond-weights-state-gradients-2-threads | megabytes)" 64 MB
}

# One thread against two whose processors did not share a cache in that minute, if there was such a one.
apart_row() { # apart_row NAME
  local one two
  one=$(mean epoch-1-thread-apart) two=$(mean epoch-2-threads-apart)
  [[ -z $two ]] || faster_row "$version" "$1-apart" "$two" "$one" "one thread" ms null null
}

# A step that needs all elements at once, since its gradient's norm is limited: no row of it can wait.
clipped_epoch() { # clipped_epoch NAME
  first=$(run_benchmark "$jdk" SparseEpochBench "$work/$1" sigmoid automatic 1,2 1)
  second=$first
  faster_row "$version" "$1-clipped-threads" "$(mean epoch-2-threads)" "$(mean epoch-1-thread)" "one thread" ms 1.7 1.9
  apart_row "$1-clipped-threads"
}

# The mean of a row's value in the runs that have it.
mean() { # mean ROW
  printf '%s\n%s\n' "$first" "$second" |
    sed -nE "s/^row .*\"name\": \"$1\", \"value\": ([-+0-9.e]+),.*/\1/p" |
    awk '{ sum += $1 } END { if (NR > 0) printf "%.6g", sum / NR }'
}

megabytes() {
  awk '{ printf "%.2f", $1 / 1048576 }'
}
