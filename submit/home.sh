# shellcheck shell=bash disable=SC2034
# Sourced by `lockstep` and `standalone`: where things are, which Java runs, and an embedded Spark
# made of Maven's jars, built when it is missing or older than the sources.

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$root/pom.xml")
jar=$root/driver/target/lockstep-driver-$version-all.jar
embedded=$root/driver/target/spark
build_log=$root/driver/target/build.log

export SPARK_SCALA_VERSION=2.13

fail() { # fail EXIT_CODE SENTENCE
  printf 'lockstep: %s\n' "$2" >&2
  exit "$1"
}

# Else a few failed type checks or new compilations can slow all vector code down for the JVM's life:
# see SparkSettings.
trust_types=(-XX:PerMethodTrapLimit=20000 -XX:PerMethodRecompilationCutoff=20000)

# Sets `java` to a Java of at least 17: JAVA_HOME's, else the one on the PATH; and `options` to what
# Spark needs on it.
find_java() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null ||
    fail 78 "a JDK of version 17 or newer must be installed. Received: no $java (set JAVA_HOME or PATH)"
  local release
  release=$("$java" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java\.specification\.version = //p')
  [[ ${release%%.*} =~ ^[0-9]+$ && ${release%%.*} -ge 17 ]] ||
    fail 78 "Java must be version 17 or newer. Received: ${release:-unknown} ($java)"
  options=()
  local option
  while read -r option; do
    # 25 has no such package and says so on the terminal.
    [[ $option == */sun.security.action=* && ${release%%.*} -ge 25 ]] || options+=("$option")
  done <"$root/submit/module-options"
  options+=("${trust_types[@]}")
  # Netty and Spark use sun.misc.Unsafe; from 24 on Java warns of it there.
  ((${release%%.*} < 24)) || options+=(--sun-misc-unsafe-memory-access=allow)
}

is_current() {
  [[ -f $jar && -f $embedded/.complete ]] &&
    [[ -z $(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$jar" -print -quit) ]]
}

# Makes $jar and $embedded/jars with Maven. One build at a time, however many launchers wait.
ensure_built() {
  is_current && return
  command -v mvn >/dev/null ||
    fail 78 "Maven must be installed to build Lockstep on the first run. Received: no mvn on the PATH"
  exec 9<"$root/pom.xml"
  if command -v flock >/dev/null; then flock 9; fi
  is_current || build
  exec 9<&-
}

build() {
  local began=$SECONDS started=$root/driver/target/.started
  echo "lockstep: building with Maven; the first time this takes some minutes ($build_log)" >&2
  mkdir -p "$root/driver/target"
  touch "$started"
  # Other versions of Spark's jars must not stay beside the new ones.
  if [[ -n $(find "$root"/pom.xml "$root"/*/pom.xml -newer "$embedded/.complete" -print -quit 2>&1) ]]; then
    rm -rf "$embedded"
  fi
  if ! (cd "$root" && mvn -B -q -pl driver -am package -Dmaven.test.skip=true -Pembedded) >"$build_log" 2>&1 </dev/null; then
    grep -m 12 '^\[ERROR\]' "$build_log" >&2 || tail -n 12 "$build_log" >&2
    fail 70 "the build must pass. Received: the errors above ($build_log)"
  fi
  touch -r "$started" "$embedded/.complete" "$jar" # what is edited during a build is newer
  echo "lockstep: built in $((SECONDS - began)) s" >&2
}

# A JVM's heap, as -Xmx takes it, from a size as Spark takes it (2g, 2gb, 2048: mebibytes); without
# one 1.5 GB, or half of a smaller machine.
heap() { # heap [SIZE]
  local half size=${1:-}
  if [[ -z $size ]]; then
    half=$(awk '/^MemTotal:/ { print int($2 / 2048) }' /proc/meminfo 2>/dev/null || true)
    size=$((${half:-1536} < 1536 ? half : 1536))
  fi
  [[ $size =~ ^[1-9][0-9]*([kKmMgGtT][bB]?)?$ ]] ||
    fail 78 "the driver's memory must be a size such as 1536m or 2g. Received: $size"
  size=${size%[bB]}
  [[ $size =~ [0-9]$ ]] && size+=m
  echo "$size"
}

is_loopback() { # is_loopback MASTER: whether the master runs on this machine
  [[ $1 == local* || $1 == spark://127.* || $1 == spark://localhost:* ]]
}

# The user's spark-defaults.conf for the embedded Spark, which has no spark-submit to read it: KEY=VALUE a line.
spark_defaults() {
  local file=${SPARK_CONF_DIR:-$root/conf}/spark-defaults.conf
  [[ ! -r $file ]] ||
    sed -nE 's/^[[:space:]]*(spark\.[^[:space:]=:]+)[[:space:]]*[=:[:space:]][[:space:]]*(.*[^[:space:]])[[:space:]]*$/\1=\2/p' "$file"
}

has_spark_default() { # has_spark_default KEY: whether the user's spark-defaults.conf sets it
  grep -qsE "^[[:space:]]*${1//./\\.}([[:space:]]|=)" "${SPARK_CONF_DIR:-$SPARK_HOME/conf}/spark-defaults.conf"
}
