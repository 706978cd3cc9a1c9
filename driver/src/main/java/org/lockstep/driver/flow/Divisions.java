package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.driver.search.judge.Division;
import org.lockstep.driver.search.judge.KFold;
import org.lockstep.driver.search.judge.Rows;
import org.lockstep.driver.search.spec.JudgeSpec;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.trainer.data.Split;

/**
 * The ways in which a search divides the rows that are not of the test split: as the job itself
 * does, or into folds by content. The driver holds 16 bytes a row to deal them.
 */
final class Divisions {
  private static final String LABEL = "label";
  private static final String LABEL_SET = "label_set";

  private final Dataset<Row> rows;
  private final List<HashMap<Long, Integer>> foldOf;
  private final JudgeSpec judge;
  private final double testShare;

  private Divisions(
      Dataset<Row> rows, List<HashMap<Long, Integer>> foldOf, JudgeSpec judge, double testShare) {
    this.rows = rows;
    this.foldOf = foldOf;
    this.judge = judge;
    this.testShare = testShare;
  }

  /**
   * @param rows with {@code split}, those of the test split left out
   * @throws DataException if a class has fewer rows than there are folds
   */
  static Divisions of(Dataset<Row> rows, SearchSpec search) {
    JudgeSpec judge = search.judge();
    if (judge.type() == JudgeSpec.Type.HOLDOUT) {
      return new Divisions(rows, List.of(), judge, 1);
    }
    List<Row> collected =
        rows.select(col(ShardColumns.HASH_HIGH), stratum(rows).alias("stratum")).collectAsList();
    long[] hashes = collected.stream().mapToLong(row -> row.getLong(0)).toArray();
    int[] strata = strata(collected, judge.folds());
    List<Division> divisions;
    try {
      divisions =
          new KFold(judge.folds(), judge.repeats())
              .divisions(new Rows(hashes, strata), search.seed());
    } catch (IllegalArgumentException e) {
      throw DataException.bad("%s", e.getMessage());
    }
    List<HashMap<Long, Integer>> foldOf = new ArrayList<>();
    for (int repetition = 0; repetition < judge.repeats(); repetition++) {
      foldOf.add(new HashMap<>());
    }
    for (Division division : divisions) {
      for (int row : division.validation()) {
        foldOf.get(division.repetition()).put(hashes[row], division.fold());
      }
    }
    double testShare = divisions.stream().mapToDouble(Division::testShare).average().orElse(1);
    return new Divisions(rows, foldOf, judge, testShare);
  }

  /** The rows with {@code split} as a division has it: training or validation. */
  Dataset<Row> part(int part) {
    if (judge.type() == JudgeSpec.Type.HOLDOUT) {
      return rows;
    }
    HashMap<Long, Integer> folds = foldOf.get(part / judge.folds());
    UDF1<Long, Integer> fold = hash -> folds.getOrDefault(hash, 0);
    Column here = functions.udf(fold, DataTypes.IntegerType).apply(col(ShardColumns.HASH_HIGH));
    return rows.withColumn(
        ShardColumns.SPLIT,
        when(here.equalTo(lit(part % judge.folds())), lit(Split.VALIDATION.label()))
            .otherwise(lit(Split.TRAIN.label())));
  }

  /** Judging rows over training rows. */
  double testShare() {
    return testShare;
  }

  /** What folds have equal shares of: classes, or sets of labels; of numbers there is none. */
  private static Column stratum(Dataset<Row> rows) {
    List<String> columns = List.of(rows.columns());
    if (columns.contains(LABEL)) {
      return col(LABEL);
    }
    return columns.contains(LABEL_SET)
        ? functions.array_join(functions.array_sort(col(LABEL_SET)), "\u001f")
        : lit("");
  }

  /** Numbers them; sets of labels that have fewer rows than there are folds are one together. */
  private static int[] strata(List<Row> rows, int folds) {
    Map<String, Long> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.getString(1), 1L, Long::sum));
    List<String> names = counts.keySet().stream().sorted().toList();
    boolean sets = !rows.isEmpty() && names.stream().anyMatch(name -> name.contains("\u001f"));
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : names) {
      boolean rare = sets && counts.get(name) < folds;
      numbers.put(name, rare ? 0 : numbers.size() + 1);
    }
    long rare = names.stream().filter(name -> numbers.get(name) == 0).mapToLong(counts::get).sum();
    if (rare > 0 && rare < folds) {
      names.stream().filter(name -> numbers.get(name) == 0).forEach(name -> numbers.put(name, 1));
    }
    return rows.stream().mapToInt(row -> numbers.get(row.getString(1))).toArray();
  }
}
