# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: element-wise functions, vector against scalar, cold and warm.

bench_elements() {
  compile_benchmarks
  find_jdks
  local jdk
  for jdk in "${jdks[@]}"; do rows_of "$jdk" ElementsBenchmark; done
}
