package org.lockstep.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.TestSpark;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Presets;
import org.lockstep.datasets.source.SourceName;
import org.lockstep.datasets.source.Sources;
import org.lockstep.trainer.text.DocumentFrequency;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.Vocabulary;

/** The real tweets through Spark against scikit-learn; {@code tweets_tfidf.py} made the numbers. */
@EnabledIfEnvironmentVariable(named = "LOCKSTEP_DATA", matches = ".+")
class TweetsTfIdfTest {
  @TempDir Path empty;

  @Test
  void equalsScikitLearnToOneMillionth() throws IOException {
    TextSpec spec =
        TextSpec.defaults().withMaxTerms(0).withMinDocumentFrequency(DocumentFrequency.rows(2));
    LookUp lookUp = new LookUp(Optional.of(System.getenv("LOCKSTEP_DATA")), empty, empty);
    try (Examples examples =
        Sources.open(
            TestSpark.session(), Presets.of(SourceName.AIRLINE, Optional.empty()), lookUp)) {
      Dataset<Row> rows = examples.rows().select("record", "text").repartition(3);
      TfIdfModel model = new TfIdfEstimator(spec).fit(rows);
      List<Row> features = model.transform(rows).orderBy("record").collectAsList();
      Vocabulary vocabulary = ((TfIdf) model.features()).vocabulary();
      int[] position = positions(vocabulary);
      double[] idf = ((TfIdf) model.features()).idf();
      int checked = 0;
      for (String line : expected()) {
        String[] cells = line.split(",", -1);
        switch (cells[0]) {
          case "size" -> {
            assertThat(features).hasSize(Integer.parseInt(cells[1]));
            assertThat(vocabulary.size()).isEqualTo(Integer.parseInt(cells[2]));
            assertThat(features.stream().mapToLong(row -> vector(row).numActives()).sum())
                .isEqualTo(Long.parseLong(cells[3]));
          }
          case "idf" ->
              assertThat(idf[vocabulary.indexOf(cells[1])])
                  .as(line)
                  .isCloseTo(Double.parseDouble(cells[2]), within(1e-9));
          default -> {
            SparseVector vector = vector(features.get(Integer.parseInt(cells[1])));
            double sum = 0;
            double weighted = 0;
            for (int k = 0; k < vector.indices().length; k++) {
              sum += vector.values()[k];
              weighted += vector.values()[k] * position[vector.indices()[k]] / vocabulary.size();
            }
            assertThat(vector.numActives()).as(line).isEqualTo(Integer.parseInt(cells[2]));
            assertThat(sum).as(line).isCloseTo(Double.parseDouble(cells[3]), within(1e-6));
            assertThat(weighted).as(line).isCloseTo(Double.parseDouble(cells[4]), within(1e-6));
          }
        }
        checked++;
      }
      assertThat(checked).isEqualTo(302);
    }
  }

  private static SparseVector vector(Row row) {
    return row.getAs("features");
  }

  /** The place of each of our features among the terms sorted by code point. */
  private static int[] positions(Vocabulary vocabulary) {
    List<String> sorted = vocabulary.terms().stream().sorted(Vocabulary.BY_CODE_POINT).toList();
    int[] positions = new int[vocabulary.size()];
    for (int place = 0; place < positions.length; place++) {
      positions[vocabulary.indexOf(sorted.get(place))] = place;
    }
    return positions;
  }

  private static List<String> expected() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TweetsTfIdfTest.class.getResourceAsStream("tweets-tfidf.csv"),
                StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }
}
