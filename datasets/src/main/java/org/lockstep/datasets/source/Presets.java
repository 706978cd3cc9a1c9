package org.lockstep.datasets.source;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.datasets.source.ColumnSpec.Blanks;
import org.lockstep.datasets.source.DataSpec.TaskChoice;
import org.lockstep.datasets.source.DataSpec.WhenMissing;
import org.lockstep.datasets.split.SplitSpec;

/** The defaults of each source: what a job file leaves out. */
public final class Presets {
  /** The 15 columns of the original {@code Tweets.csv}. */
  static final List<String> AIRLINE_HEADER =
      List.of(
          "tweet_id",
          "airline_sentiment",
          "airline_sentiment_confidence",
          "negativereason",
          "negativereason_confidence",
          "airline",
          "airline_sentiment_gold",
          "name",
          "negativereason_gold",
          "retweet_count",
          "text",
          "tweet_coord",
          "tweet_created",
          "tweet_location",
          "user_timezone");

  private static final List<String> HOUSING_NUMERIC =
      List.of(
          "longitude",
          "latitude",
          "housing_median_age",
          "total_rooms",
          "total_bedrooms",
          "population",
          "households",
          "median_income");

  private Presets() {}

  /**
   * The defaults for a source. A format (CSV, …) needs a path.
   *
   * @param path as in {@link DataSpec}
   */
  public static DataSpec of(SourceName source, Optional<String> path) {
    return switch (source) {
      case AIRLINE ->
          spec(source, path, ColumnSpec.text("text", "airline_sentiment"))
              .withLabels(List.of("negative", "neutral", "positive"));
      case IMDB ->
          spec(source, path, ColumnSpec.text("review", "sentiment"))
              .withLabels(List.of("negative", "positive"))
              .withSplit(new SplitSpec(0.8, 0.2, 0, true));
      case HOUSING ->
          spec(
              source,
              path,
              table(
                  HOUSING_NUMERIC,
                  Optional.empty(),
                  Optional.of(new TargetSpec("median_house_value", 1e-5)),
                  Blanks.DROP));
      case DIGITS ->
          spec(
                  source,
                  path,
                  table(
                      IntStream.range(0, 64).mapToObj(i -> "c" + i).toList(),
                      Optional.of(LabelSpec.of("c64")),
                      Optional.empty(),
                      Blanks.KEEP))
              .withFormat(new FormatSpec(false, List.of(), FormatSpec.DEFAULT_MAX_CELL_BYTES, 0))
              .withLabels(IntStream.range(0, 10).mapToObj(Integer::toString).toList());
      case CSV, TSV, JSONL, PARQUET -> spec(source, path, ColumnSpec.text("text", "label"));
      case LIBSVM ->
          spec(source, path, table(List.of(), Optional.empty(), Optional.empty(), Blanks.KEEP));
    };
  }

  private static DataSpec spec(SourceName source, Optional<String> path, ColumnSpec columns) {
    return new DataSpec(
        source,
        path,
        FormatSpec.standard(),
        columns,
        List.of(),
        TaskChoice.AUTO,
        0.01,
        WhenMissing.FAIL,
        SplitSpec.standard(),
        0);
  }

  private static ColumnSpec table(
      List<String> numeric, Optional<LabelSpec> label, Optional<TargetSpec> target, Blanks blanks) {
    return new ColumnSpec(Optional.empty(), numeric, List.of(), label, target, blanks);
  }
}
