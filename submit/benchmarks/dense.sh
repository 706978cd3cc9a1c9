# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by `bench`: dense products against OpenBLAS, its AVX2 and its AVX-512 kernels.

bench_dense() {
  compile_benchmarks
  find_jdks
  local jdk core
  for jdk in "${jdks[@]}"; do
    for core in Haswell SkylakeX; do
      OPENBLAS_CORETYPE=$core rows_of "$jdk" DenseProductBench
    done
  done
}
