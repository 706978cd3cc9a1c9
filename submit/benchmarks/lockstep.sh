# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: epochs on Spark against the plain trainer, Python and Spark's own perceptron, all on the same
# matrix in the same minutes; and what two executors cost.

loss_epoch=30 # peers and ours must agree on the loss of this epoch

bench_lockstep() {
  local python=${PYTHON:-python3} jdk home version
  [[ -n ${LOCKSTEP_DATA:-} ]] || { missing lockstep "the data sets (LOCKSTEP_DATA)"; return; }
  [[ -n ${PYTHON:-} || -z $(command -v /usr/bin/python3) ]] || python=/usr/bin/python3
  "$python" -c 'import sklearn' 2>/dev/null || { missing lockstep "scikit-learn ($python -m sklearn)"; return; }
  find_java
  compile_driver_benchmarks
  find_jdks
  home=${jdks[0]}
  version=$(jdk_version "$home")
  "$python" "$here/benchmarks/corpus.py" airline "$LOCKSTEP_DATA" "$work/tweets" >&2
  run_driver_benchmark EpochBench "$work/tweets" "$loss_epoch" >"$work/epochs"
  local ours plain loss
  ours=$(value "$work/epochs" lockstep-epoch)
  plain=$(value "$work/epochs" plain-epoch)
  loss=$(value "$work/epochs" loss)
  limit_row "$version" lockstep-start-up "$(value "$work/epochs" start-up)" null s
  faster_row "$version" lockstep-plain "$ours" "$plain" "plain trainer, 2 threads" ms 0.8 0.95
  python_peer lockstep-sklearn sklearn mlp_classifier.py 2.5 8
  python_peer lockstep-torch torch torch_dense.py 15 60
  faster_row "$version" lockstep-round "$ours" "$(value "$work/epochs" round-epoch)" "round loop" ms 15 null
  limit_row "$version" lockstep-launch "$(value "$work/epochs" launch)" null ms
  limit_row "$version" lockstep-outside-epochs-cold "$(value "$work/epochs" cold-outside-epochs)" null %
  limit_row "$version" lockstep-outside-epochs "$(value "$work/epochs" outside-epochs)" null %
  limit_row "$version" lockstep-spark-share "$(value "$work/epochs" spark-share)" 15 % 5
  run_driver_benchmark ExecutorsBench "$work/tweets" >"$work/executors"
  limit_row "$version" lockstep-executors-merge-wait "$(value "$work/executors" executors-merge-wait)" 1.5 ms 0.5
  limit_row "$version" lockstep-executors-wait "$(value "$work/executors" executors-wait)" null ms
  faster_row "$version" lockstep-executors "$(value "$work/executors" executors-epoch)" \
    "$(value "$work/executors" executors-plain-epoch)" "plain trainer, 1 thread" ms null null
  bench_recovery
  run_driver_benchmark PerceptronBench "$work/tweets" >"$work/perceptron"
  faster_row "$version" lockstep-perceptron "$ours" "$(value "$work/perceptron" perceptron-pass)" \
    "Spark MultilayerPerceptronClassifier, gd" ms 50 100
}

# Seconds from `kill -9` of one of two executors to the first new epoch, the median of three kills.
bench_recovery() {
  run_driver_benchmark RecoveryBench "$work/tweets" >"$work/recovery"
  limit_row "$version" recovery-kill-9 "$(value "$work/recovery" recovery-kill-9)" null s 5
}

# A row against a script that prints the milliseconds of an epoch, its loss and a version.
python_peer() { # python_peer NAME MODULE SCRIPT FLOOR AIM
  local line peer peer_loss release
  "$python" -c "import $2" 2>/dev/null || { missing "$1" "$2 ($python)"; return; }
  line=$("$python" "$here/benchmarks/$3" "$work/tweets" "$loss_epoch")
  read -r peer peer_loss release <<<"$line"
  awk -v a="$loss" -v b="$peer_loss" 'BEGIN { exit !(a < 1.1 * b && b < 1.1 * a) }' ||
    fail 70 "the losses after epoch $loss_epoch must be within 10%. Received: $loss, $2 $peer_loss"
  faster_row "$version" "$1" "$ours" "$peer" "$2 $release" ms "$4" "$5"
}

value() { # value FILE ROW
  sed -nE "s/^row .*\"name\": \"$2\", \"value\": ([-+0-9.e]+),.*/\1/p" "$1"
}

# Compiles the driver with its tests, and sets driver_classpath.
compile_driver_benchmarks() {
  [[ -n ${driver_classpath:-} ]] && return
  echo "lockstep: compiling the driver's benchmarks" >&2
  (cd "$root" && mvn -B -q -pl driver -am test-compile) >"$work/compile.log" 2>&1 </dev/null ||
    fail 70 "the benchmarks must compile. Received: $(grep -m 3 '^\[ERROR\]' "$work/compile.log")"
  driver_classpath=$root/driver/target/test-classes:$root/driver/target/classes:$(cat "$root/driver/target/bench.classpath")
}

run_driver_benchmark() { # run_driver_benchmark CLASS [ARGUMENT…]
  local class=$1
  shift
  mkdir -p "$work/spark-home/jars"
  (cd "$work" && SPARK_HOME=$work/spark-home SPARK_LOCAL_IP=127.0.0.1 \
    "$home/bin/java" "${options[@]}" -Xmx3g -cp "$driver_classpath" "org.lockstep.driver.benchmark.$class" "$@" \
    2>"$work/errors") ||
    fail 70 "the benchmark $class must finish. Received: $(grep -v '^WARNING' "$work/errors" | tail -n 3)"
}
