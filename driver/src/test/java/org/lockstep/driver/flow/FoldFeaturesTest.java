package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.trainer.data.Split;

class FoldFeaturesTest {
  @TempDir private Path folder;

  /** Every row has a word of its own: a vocabulary tells from which rows it was made. */
  @Test
  void aDivisionsFeaturesAreFittedOnItsTrainingRowsAlone() throws IOException {
    StringBuilder text = new StringBuilder("text,label\n");
    for (int i = 0; i < 90; i++) {
      text.append("own%d common%d,%s\n".formatted(i, i % 3, i % 2 == 0 ? "good" : "bad"));
    }
    Path csv = Files.writeString(folder.resolve("rows.csv"), text);
    Path conf =
        Files.writeString(
            folder.resolve("job.conf"),
            """
            data { source = csv, path = "%s" }
            features.minDocumentFrequency = 1
            network.layers = [{ type = dense, units = 5 }]
            search {
              space = [{ key = training.optimizer.learningRate, values = [0.1] }]
              judge { type = folds, folds = 3 }
            }
            """
                .formatted(csv));
    JobSpec job = JobReader.read(conf, List.of());
    SparkSession spark = LoopFixture.spark("local[2]");
    LookUp lookUp = new LookUp(Optional.empty(), folder, folder.resolve("cache"));
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      Dataset<Row> rows = PreparedData.split(job, examples);
      Dataset<Row> searched = rows.filter(col(ShardColumns.SPLIT).notEqual(Split.TEST.label()));
      Divisions divisions = Divisions.of(searched, job.search().orElseThrow());
      long judging = 0;
      for (int part = 0; part < 3; part++) {
        Dataset<Row> division = divisions.part(part);
        PreparedData data = PreparedData.of(spark, job, division, examples.labels());
        Set<String> own = words(division, Split.TRAIN);
        assertThat(own).doesNotContainAnyElementsOf(own(words(division, Split.VALIDATION)));
        assertThat(data.features().width()).as("words of division " + part).isEqualTo(own.size());
        judging += division.filter(col(ShardColumns.SPLIT).equalTo("validation")).count();
        data.shards().close();
      }
      assertThat(judging).as("each judges once").isEqualTo(searched.count());
    } finally {
      spark.stop();
    }
  }

  private static Set<String> own(Set<String> words) {
    words.removeIf(word -> !word.startsWith("own"));
    assertThat(words).isNotEmpty();
    return words;
  }

  private static Set<String> words(Dataset<Row> rows, Split split) {
    Set<String> words = new TreeSet<>();
    rows.filter(col(ShardColumns.SPLIT).equalTo(split.label()))
        .select("text")
        .collectAsList()
        .forEach(row -> words.addAll(List.of(row.getString(0).split(" "))));
    return words;
  }
}
