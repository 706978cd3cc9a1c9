package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.search.spec.SpreadSpec;
import org.lockstep.driver.search.spec.SpreadSpec.Over;

class SpreadChoiceTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void smallRowsAreSentToEveryExecutorAndThatIsSaid() {
    SpreadChoice choice = choice(Over.AUTO, 500);
    assertThat(choice.wholeTrials()).isTrue();
    assertThat(choice.words())
        .matches(
            "whole trials on slots, rows sent to every executor: rows of 0\\.[0-9] MB a division"
                + " are at most 1 MB");
  }

  @Test
  void largeRowsStayOnTheClusterAndThatIsSaid() {
    SpreadChoice choice = choice(Over.AUTO, 30_000);
    assertThat(choice.wholeTrials()).isFalse();
    assertThat(choice.words())
        .matches(
            "each trial spread over the cluster: rows of [1-9][0-9]*\\.[0-9] MB a division are"
                + " above 1 MB");
  }

  @Test
  void whatTheJobSaysIsDoneWhateverTheSize() {
    SpreadChoice rows = choice(Over.ROWS, 500);
    assertThat(rows.wholeTrials()).isFalse();
    assertThat(rows.words())
        .isEqualTo("each trial spread over the cluster, as search.spread.over says");
    assertThat(choice(Over.TRIALS, 30_000).wholeTrials()).isTrue();
  }

  private static SpreadChoice choice(Over over, int rows) {
    SpreadChoice choice = new SpreadChoice(new SpreadSpec(over, 1, 1, 1));
    PreparedData data =
        new PreparedData(
            null,
            new ShardBuilder(2, 1, 2)
                .build(LoopFixture.rows(spark, rows, LoopFixture.INPUTS, 10, 2)),
            List.of(),
            Map.of());
    DivisionRows.Prepared prepared = choice.prepared(LoopFixture.context(spark), data);
    assertThat(prepared.shared().isPresent()).isEqualTo(choice.wholeTrials());
    prepared.free().run();
    return choice;
  }
}
