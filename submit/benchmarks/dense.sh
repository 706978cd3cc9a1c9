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
    # Where the stride is unknown, bounds checks stay in the loop.
    rows_of "$jdk" PlainTileBench plain-tile-unknown-stride
    JDK_JAVA_OPTIONS=-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0 rows_of "$jdk" PlainTileBench plain-tile-unchecked
    JDK_JAVA_OPTIONS=-Dstride=256 rows_of "$jdk" PlainTileBench plain-tile-known-stride
  done
}
