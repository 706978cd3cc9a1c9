package org.lockstep.datasets;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of the module's tests: {@code local[2]}, no user interface. */
public final class TestSpark {
  private static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2]")
          .appName("lockstep-datasets-tests")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "3")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
          .config("spark.kryo.registrationRequired", "true")
          .config("spark.kryo.registrator", "org.lockstep.datasets.shard.ShardKryo")
          .config("spark.sql.warehouse.dir", "target/spark-warehouse")
          .getOrCreate();

  private TestSpark() {}

  public static SparkSession session() {
    return SESSION;
  }
}
