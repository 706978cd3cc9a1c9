package org.lockstep.datasets.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.TestSpark;

class JobDescriptionTest {
  private static final String PROPERTY = "spark.job.description";
  private final SparkContext spark = TestSpark.session().sparkContext();

  @Test
  void addsToTheCallersDescriptionAndGivesItBackEvenAfterAFailure() {
    spark.setJobDescription("lockstep airline");
    try {
      assertThat(
              JobDescription.during(spark, "count terms", () -> spark.getLocalProperty(PROPERTY)))
          .isEqualTo("lockstep airline · count terms");
      assertThatThrownBy(
              () ->
                  JobDescription.during(
                      spark,
                      "fail",
                      () -> {
                        throw new IllegalStateException("on purpose");
                      }))
          .hasMessage("on purpose");
      assertThat(spark.getLocalProperty(PROPERTY)).isEqualTo("lockstep airline");
    } finally {
      spark.setJobDescription(null);
    }
    assertThat(JobDescription.during(spark, "alone", () -> spark.getLocalProperty(PROPERTY)))
        .isEqualTo("alone");
  }
}
