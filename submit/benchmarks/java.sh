# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: runs a class of the trainer's benchmarks.

benchmarks=org.lockstep.trainer.benchmark

# Every JDK of version 17 or newer: the one in use first, then those under /usr/lib/jvm.
find_jdks() {
  jdks=("$(dirname "$(dirname "$(readlink -f "$(command -v "$java")")")")")
  local home release
  for home in /usr/lib/jvm/*; do
    home=$(readlink -f "$home")
    release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)
    if [[ -x $home/bin/java && -n $release && $release -ge 17 && " ${jdks[*]} " != *" $home "* ]]; then
      jdks+=("$home")
    fi
  done
  [[ -n ${jdks_named:-} ]] && return
  jdks_named=yes
  local found=""
  for home in "${jdks[@]}"; do found+=" $(jdk_version "$home")"; done
  for release in 17 25; do
    [[ $found == *" $release."* ]] || missing "JDK $release" "a JDK of version $release"
  done
}

jdk_version() { # jdk_version HOME
  "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.version = //p'
}

# Compiles the trainer with its tests, and sets classpath.
compile_benchmarks() {
  [[ -n ${classpath:-} ]] && return
  echo "lockstep: compiling the benchmarks" >&2
  (cd "$root" && mvn -B -q -pl trainer test-compile) >"$work/compile.log" 2>&1 </dev/null ||
    fail 70 "the benchmarks must compile. Received: $(grep -m 3 '^\[ERROR\]' "$work/compile.log")"
  classpath=$root/trainer/target/test-classes:$root/trainer/target/classes:$(cat "$root/trainer/target/bench.classpath")
}

run_benchmark() { # run_benchmark HOME CLASS [ARGUMENT…]
  local home=$1 class=$2
  shift 2
  "$home/bin/java" -Xmx4g "${trust_types[@]}" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$classpath" "$benchmarks.$class" "$@" 2>"$work/errors" ||
    fail 70 "the benchmark $class must finish. Received: $(tail -n 3 "$work/errors")"
}

# Runs a benchmark that prints its rows as `row {…}`.
rows_of() { # rows_of HOME CLASS [ARGUMENT…]
  local json version
  version=$(jdk_version "$1")
  run_benchmark "$@" >"$work/rows"
  while read -r json; do row "$version" "$json"; done < <(sed -n 's/^row //p' "$work/rows")
  local peer
  while read -r peer; do missing "$2" "${peer//[\"\\]/}"; done < <(sed -n 's/^missing: //p' "$work/rows")
}
