package org.lockstep.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkSettingsTest {
  @Test
  void theUsersValuesWinAndTheMasterIsLeftAlone() {
    SparkConf conf = new SparkConf(false).set("spark.locality.wait", "3s");
    SparkSettings.fill(conf);
    assertThat(conf.get("spark.locality.wait")).isEqualTo("3s");
    assertThat(conf.get("spark.kryo.registrationRequired")).isEqualTo("true");
    assertThat(conf.contains("spark.master")).isFalse();
  }

  @Test
  void executorsTrustTypesInLargeKernels() {
    String key = "spark.executor.extraJavaOptions";
    String trust = "-XX:PerMethodTrapLimit=20000 -XX:PerMethodRecompilationCutoff=20000";
    SparkConf mine = new SparkConf(false).set(key, "-Dmine=1");
    assertThat(SparkSettings.fill(mine).get(key)).isEqualTo("-Dmine=1 " + trust);
    assertThat(SparkSettings.fill(mine).get(key)).isEqualTo("-Dmine=1 " + trust);
    assertThat(SparkSettings.fill(new SparkConf(false)).get(key)).isEqualTo(trust);
    SparkConf other = new SparkConf(false).set(key, "-XX:PerMethodTrapLimit=7");
    assertThat(SparkSettings.fill(other).get(key))
        .isEqualTo("-XX:PerMethodTrapLimit=7 -XX:PerMethodRecompilationCutoff=20000");
  }

  @Test
  void slicesAreUsedAboveAQuarterOfWhatTheDriverMayReceive() {
    assertThat(TreeCollection.largestBytes("1g")).isEqualTo(1L << 28);
    assertThat(TreeCollection.largestBytes("0")).isEqualTo(Long.MAX_VALUE);
    // Five workers in ranges [0, 3) and [3, 5): nodes {0–1, 2} and {3, 4}.
    TreeCollection collection = new TreeCollection(new int[] {0, 3, 5}, 4 * 4 * 1000);
    assertThat(collection.slices(1000)).isFalse();
    assertThat(collection.slices(1001)).isTrue();
  }
}
