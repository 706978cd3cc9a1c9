package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
import org.lockstep.driver.search.judge.Nested;
import org.lockstep.driver.search.judge.Rows;
import org.lockstep.driver.search.spec.JudgeSpec;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.trainer.data.Split;

/**
 * The ways in which a search divides the rows that are not of the test split: as the job itself
 * does, or into folds by content or, where the job's split has groups, by group. The driver holds
 * 16 bytes a row to deal them.
 */
final class Divisions {
  private static final String LABEL = "label";
  private static final String LABEL_SET = "label_set";

  private final Dataset<Row> rows;
  private final List<HashMap<Long, Integer>> foldOf;
  private final JudgeSpec judge;
  private final double testShare;

  /**
   * A division around a whole search.
   *
   * @param outer counted from 0
   * @param rows with {@code split}: the search's rows are its training rows, those that judge it
   *     the test rows
   * @param inner of the search's rows
   */
  record Outer(Division outer, Dataset<Row> rows, Divisions inner) {}

  private Divisions(Dataset<Row> rows, JudgeSpec judge, long[] hashes, List<Division> divisions) {
    this.rows = rows;
    this.judge = judge;
    this.foldOf = foldOf(hashes, divisions, judge);
    this.testShare = divisions.stream().mapToDouble(Division::testShare).average().orElse(1);
  }

  /**
   * @param rows with {@code split}, those of the test split left out
   * @throws DataException if a class has fewer rows than there are folds
   */
  static Divisions of(Dataset<Row> rows, SearchSpec search) {
    JudgeSpec judge = search.judge();
    if (judge.type() == JudgeSpec.Type.HOLDOUT) {
      return new Divisions(rows, judge, new long[0], List.of());
    }
    Rows dealt = dealt(rows, judge.folds());
    List<Division> divisions = dealing(() -> inner(judge).divisions(dealt, search.seed()));
    requireLearned(rows, dealt, divisions);
    return new Divisions(rows, judge, dealt.hashes(), divisions);
  }

  /**
   * The divisions around a nested search.
   *
   * @param rows as above
   * @throws DataException if a class has fewer rows than there are folds
   */
  static List<Outer> outers(Dataset<Row> rows, SearchSpec search) {
    JudgeSpec judge = search.judge();
    Rows dealt = dealt(rows, judge.folds() * judge.outerFolds());
    Nested nested = new Nested(new KFold(judge.outerFolds(), 1), inner(judge));
    List<Nested.Outer> outers = dealing(() -> nested.outers(dealt, search.seed()));
    HashMap<Long, Integer> folds = new HashMap<>();
    outers.forEach(
        outer -> {
          requireLearned(rows, dealt, List.of(outer.division()));
          requireLearned(rows, dealt, outer.inner());
          for (int row : outer.division().validation()) {
            folds.put(dealt.hashes()[row], outer.division().fold());
          }
        });
    return outers.stream()
        .map(
            outer -> {
              Column judges = fold(rows, folds).equalTo(lit(outer.division().fold()));
              Divisions inner =
                  new Divisions(
                      rows.filter(functions.not(judges)), judge, dealt.hashes(), outer.inner());
              return new Outer(outer.division(), split(rows, judges, Split.TEST), inner);
            })
        .toList();
  }

  private static KFold inner(JudgeSpec judge) {
    return new KFold(judge.folds(), judge.repeats());
  }

  private static <T> T dealing(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw DataException.bad("%s", e.getMessage());
    }
  }

  private static Rows dealt(Dataset<Row> rows, int folds) {
    List<Row> collected =
        rows.select(together(rows), stratum(rows).alias("stratum")).collectAsList();
    long[] hashes = collected.stream().mapToLong(row -> row.getLong(0)).toArray();
    return new Rows(hashes, strata(collected, folds), isGrouped(rows));
  }

  private static boolean isGrouped(Dataset<Row> rows) {
    return List.of(rows.columns()).contains(ShardColumns.GROUP);
  }

  /** What rows that stay together have in common: their group, else their content. */
  private static Column together(Dataset<Row> rows) {
    return col(isGrouped(rows) ? ShardColumns.GROUP : ShardColumns.HASH_HIGH);
  }

  /** Whole groups may hold all rows of a class; then some division learns nothing of it. */
  private static void requireLearned(Dataset<Row> rows, Rows dealt, List<Division> divisions) {
    if (!dealt.grouped() || !List.of(rows.columns()).contains(LABEL)) {
      return;
    }
    for (Division division : divisions) {
      Set<Integer> learned = strataOf(dealt, division.training());
      for (int stratum : strataOf(dealt, division.validation())) {
        if (!learned.contains(stratum)) {
          List<Row> classes = rows.select(LABEL).distinct().orderBy(LABEL).collectAsList();
          throw DataException.bad(
              "class \"%s\" must be in groups of at least two folds; another search.seed deals groups otherwise. Received: all its rows in one fold",
              classes.get(stratum - 1).getString(0));
        }
      }
    }
  }

  private static Set<Integer> strataOf(Rows dealt, int[] places) {
    return Arrays.stream(places).mapToObj(row -> dealt.strata()[row]).collect(Collectors.toSet());
  }

  /** By repetition, the fold in which a row judges. */
  private static List<HashMap<Long, Integer>> foldOf(
      long[] hashes, List<Division> divisions, JudgeSpec judge) {
    List<HashMap<Long, Integer>> foldOf = new ArrayList<>();
    for (int repetition = 0; repetition < judge.repeats(); repetition++) {
      foldOf.add(new HashMap<>());
    }
    for (Division division : divisions) {
      for (int row : division.validation()) {
        foldOf.get(division.repetition()).put(hashes[row], division.fold());
      }
    }
    return foldOf;
  }

  /** The rows with {@code split} as a division has it: training or validation. */
  Dataset<Row> part(int part) {
    if (judge.type() == JudgeSpec.Type.HOLDOUT) {
      return rows;
    }
    Column here = fold(rows, foldOf.get(part / judge.folds()));
    return split(rows, here.equalTo(lit(part % judge.folds())), Split.VALIDATION);
  }

  private static Column fold(Dataset<Row> rows, HashMap<Long, Integer> folds) {
    UDF1<Long, Integer> fold = hash -> folds.getOrDefault(hash, 0);
    return functions.udf(fold, DataTypes.IntegerType).apply(together(rows));
  }

  private static Dataset<Row> split(Dataset<Row> rows, Column judges, Split judging) {
    return rows.withColumn(
        ShardColumns.SPLIT, when(judges, lit(judging.label())).otherwise(lit(Split.TRAIN.label())));
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
