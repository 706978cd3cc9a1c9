package org.lockstep.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.report.DataSummary.Part;
import org.lockstep.trainer.data.Split;

class DataSummaryTest {
  private static final DataSummary TWEETS =
      new DataSummary(
          5000,
          List.of("negative", "neutral", "positive"),
          Map.of(
              Split.TRAIN, new Part(8000, 126_000, List.of(5000L, 2000L, 1000L)),
              Split.TEST, new Part(2000, 31_000, List.of(1250L, 500L, 250L))));

  @TempDir private Path folder;

  @Test
  void rowsFeaturesAndClassesAreOneLineEach() {
    assertThat(TWEETS.lines())
        .containsExactly(
            "rows       train 8,000, test 2,000",
            "features   5,000, 126,000 non-zeros in training rows, 15.8 a row",
            "classes    3: negative 62.5%, neutral 25.0%, positive 12.5%");
  }

  @Test
  void ofManyClassesTheFirstAreShown() {
    List<String> labels = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    List<Long> ten = Collections.nCopies(10, 10L);
    DataSummary digits = new DataSummary(64, labels, Map.of(Split.TRAIN, new Part(100, 3200, ten)));
    assertThat(digits.lines())
        .last()
        .isEqualTo("classes    10: 0 10.0%, 1 10.0%, 2 10.0%, 3 10.0%, 4 10.0%, 5 10.0%, …");
  }

  @Test
  void whatNobodyCountedIsNotSaid() throws IOException {
    DataSummary streamed =
        new DataSummary(8, List.of(), Map.of(Split.TRAIN, new Part(60, -1, List.of())));
    assertThat(streamed.lines()).containsExactly("rows       train 60", "features   8");
    streamed.write(folder);
    assertThat(Files.readString(folder.resolve("data.csv")))
        .isEqualTo("what,split,number\nrows,train,60\n");
  }

  @Test
  void theTableHasEverySplitsNumbers() throws IOException {
    TWEETS.write(folder);
    assertThat(Files.readAllLines(folder.resolve("data.csv")))
        .startsWith(
            "what,split,number",
            "rows,train,8000",
            "non-zeros,train,126000",
            "rows of negative,train,5000")
        .endsWith("rows of positive,test,250")
        .hasSize(11);
  }
}
