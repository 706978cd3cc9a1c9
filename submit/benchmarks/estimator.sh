# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: the example of the guide to Spark's MultilayerPerceptronClassifier with one class name changed; and
# what pseudo-labels are worth on IMDB's unlabelled reviews.

labelled_reviews=1000 # to be trained on; half as many more decide which round is kept

bench_estimator() {
  local home version
  find_java
  compile_driver_benchmarks
  find_jdks
  home=${jdks[0]}
  version=$(jdk_version "$home")
  run_driver_benchmark EstimatorBench >"$work/estimator"
  faster_row "$version" estimator-fit "$(value "$work/estimator" estimator-ours)" \
    "$(value "$work/estimator" estimator-perceptron)" "Spark MultilayerPerceptronClassifier" s 1 null
  higher_row "$version" estimator-accuracy "$(value "$work/estimator" estimator-ours-accuracy)" \
    "$(value "$work/estimator" estimator-perceptron-accuracy)" "Spark MultilayerPerceptronClassifier" "" 1 null
  [[ -n ${LOCKSTEP_DATA:-} ]] || { missing pseudo-labels "the data sets (LOCKSTEP_DATA)"; return; }
  run_driver_benchmark SelfTrainingBench "$LOCKSTEP_DATA/aclImdb_v1.tar.gz" "$labelled_reviews" >"$work/pseudo"
  higher_row "$version" pseudo-labels-accuracy "$(value "$work/pseudo" student-test-accuracy)" \
    "$(value "$work/pseudo" teacher-test-accuracy)" "the same $labelled_reviews labelled reviews alone" "" null null
}
