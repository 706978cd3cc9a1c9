package org.lockstep.datasets.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.corpus.GeneratedTweets;
import org.lockstep.datasets.corpus.Tweet;

/** The generated corpus as if it had been read from a file. */
final class GeneratedSource {
  static final String ORIGIN = "generated";

  private GeneratedSource() {}

  static Examples examples(SparkSession spark, DataSpec spec) {
    RowCheck check = new RowCheck(spec);
    List<Row> rows = new ArrayList<>();
    for (Tweet tweet : GeneratedTweets.all()) {
      rows.add(check.check(RawRecord.of(ORIGIN, rows.size() + 1, 0, tweet.text(), tweet.label())));
    }
    return CheckedRows.examples(
        spec, spark.createDataFrame(rows, CheckedColumns.schema(spec)), ORIGIN, true);
  }
}
