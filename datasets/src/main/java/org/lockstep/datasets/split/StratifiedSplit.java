package org.lockstep.datasets.split;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.lockstep.datasets.check.DataException;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.random.Mix;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * Divides rows into training, validation and test, class by class (stratified), by content and seed
 * and never by place: a row's rank is {@code mix64(hash_high ^ key(seed))}, and {@link ClassCut}
 * deals the ranks in order.
 *
 * <p>Two passes and no row is collected: the first counts rows by class and the rank's top bits,
 * the second fetches the ranks of the few buckets at the boundaries. Where rows are grouped, {@link
 * GroupedSplit} deals whole groups instead.
 */
public final class StratifiedSplit {
  /** The most buckets over all classes, and of one class: what the driver holds. */
  private static final int BUCKETS_LOG2 = 20;

  private static final int CLASS_BUCKETS_LOG2 = 16;

  private static final String LABEL = "label";
  private static final String LABEL_SET = "label_set";
  private static final String TARGET = "target";
  private static final String RANK = "split_rank";
  private static final String STRATUM = "split_stratum";
  private static final String BUCKET = "split_bucket";

  private StratifiedSplit() {}

  /**
   * Adds the column {@code split}: "train", "validation" or "test".
   *
   * @param rows with {@code hash_high}, {@code part}, and {@code label}, {@code label_set} or, for
   *     shares, {@code target}; numbers are one stratum; and {@code split_group} where the split
   *     keeps groups together
   * @param labels the classes or labels, in order; empty for regression
   * @throws DataException when there is one class only, when a class has fewer rows than there are
   *     splits, or when {@code ownTest} is asked of data without a test set
   */
  public static Dataset<Row> assign(
      Dataset<Row> rows, List<String> labels, SplitSpec spec, long seed) {
    List<String> columns = Arrays.asList(rows.columns());
    boolean classes = columns.contains(LABEL);
    boolean sets = columns.contains(LABEL_SET);
    boolean shares = !classes && !sets && !labels.isEmpty();
    Column rest = functions.coalesce(col("part"), functions.lit("")).notEqual("test");
    SplitCounts counts =
        new SplitCounts(spec.train(), spec.validation(), spec.ownTest() ? 0 : spec.test());
    Column stratumOf =
        classes
            ? col(LABEL)
            : sets
                ? LabelSetStrata.ofLabels(LABEL_SET)
                : shares ? LabelSetStrata.ofShares(TARGET) : functions.lit("");
    Dataset<Row> ranked =
        rows.withColumn(RANK, rank(seed).apply(col("hash_high"))).withColumn(STRATUM, stratumOf);
    if (spec.ownTest() && rows.filter(functions.not(rest)).isEmpty()) {
      throw DataException.bad(
          "split.ownTest must go with data that has a test set of its own. Received: no test row");
    }
    if (sets) {
      LabelSetStrata.requireEach(rows, LABEL_SET, labels, counts.splits());
    }
    if (sets || shares) {
      ranked = LabelSetStrata.pooled(ranked, STRATUM, counts.splits());
    }
    Dataset<Row> dealt = spec.ownTest() ? ranked.filter(rest) : ranked;
    List<String> strata =
        classes ? labels : sets || shares ? LabelSetStrata.names(dealt, STRATUM) : List.of("");
    if (spec.group().isPresent()) {
      Column split = new GroupedSplit(spec, strata, classes).of(dealt, STRATUM, key(seed));
      return ranked.withColumn("split", ownTest(spec, rest, split)).drop(RANK, STRATUM);
    }
    int shift = Long.SIZE - Math.min(CLASS_BUCKETS_LOG2, BUCKETS_LOG2 - bits(strata.size()));
    Map<String, SortedMap<Integer, Long>> histogram = histogram(dealt, shift);
    requireRows(strata, histogram, counts.splits(), classes);

    Map<String, long[]> wanted = new HashMap<>();
    Map<String, Set<Integer>> open = new HashMap<>();
    for (String stratum : strata) {
      SortedMap<Integer, Long> buckets = histogram.get(stratum);
      wanted.put(stratum, counts.next(total(buckets)));
      open.put(stratum, ClassCut.open(buckets, wanted.get(stratum)));
    }
    Map<String, Map<Integer, SortedMap<Long, Long>>> ranks = ranks(dealt, open, shift);
    HashMap<String, ClassCut> cuts = new HashMap<>();
    for (String stratum : strata) {
      cuts.put(
          stratum,
          ClassCut.deal(
              histogram.get(stratum), ranks.getOrDefault(stratum, Map.of()), wanted.get(stratum)));
    }
    Column split = split(cuts, shift).apply(col(STRATUM), col(RANK));
    return ranked.withColumn("split", ownTest(spec, rest, split)).drop(RANK, STRATUM);
  }

  private static Column ownTest(SplitSpec spec, Column rest, Column split) {
    return spec.ownTest() ? functions.when(rest, split).otherwise(Split.TEST.label()) : split;
  }

  private static long key(long seed) {
    Stream stream = Stream.of(seed, Purpose.SPLIT);
    return ((long) stream.intAt(0) << 32) | (stream.intAt(1) & 0xffffffffL);
  }

  private static UserDefinedFunction rank(long seed) {
    long key = key(seed);
    return functions.udf((UDF1<Long, Long>) hash -> Mix.mix64(hash ^ key), DataTypes.LongType);
  }

  private static UserDefinedFunction split(HashMap<String, ClassCut> cuts, int shift) {
    return functions.udf(
        (UDF2<String, Long, String>)
            (stratum, rank) ->
                Split.values()[cuts.get(stratum).split(rank, (int) (rank >>> shift))].label(),
        DataTypes.StringType);
  }

  private static Column bucket(int shift) {
    return functions.shiftrightunsigned(col(RANK), shift).cast(DataTypes.IntegerType);
  }

  private static Map<String, SortedMap<Integer, Long>> histogram(Dataset<Row> rows, int shift) {
    Map<String, SortedMap<Integer, Long>> histogram = new HashMap<>();
    for (Row row :
        rows.groupBy(col(STRATUM), bucket(shift).alias(BUCKET)).count().collectAsList()) {
      histogram
          .computeIfAbsent(row.getString(0), stratum -> new TreeMap<>())
          .put(row.getInt(1), row.getLong(2));
    }
    return histogram;
  }

  private static Map<String, Map<Integer, SortedMap<Long, Long>>> ranks(
      Dataset<Row> rows, Map<String, Set<Integer>> open, int shift) {
    Map<String, Map<Integer, SortedMap<Long, Long>>> ranks = new HashMap<>();
    HashMap<String, Set<Integer>> wanted = new HashMap<>();
    open.forEach((stratum, buckets) -> wanted.put(stratum, new HashSet<>(buckets)));
    UDF2<String, Integer, Boolean> isOpen =
        (stratum, bucket) -> wanted.getOrDefault(stratum, Set.of()).contains(bucket);
    Column atBoundary =
        functions.udf(isOpen, DataTypes.BooleanType).apply(col(STRATUM), bucket(shift));
    for (Row row :
        rows.filter(atBoundary).groupBy(col(STRATUM), col(RANK)).count().collectAsList()) {
      long rank = row.getLong(1);
      ranks
          .computeIfAbsent(row.getString(0), stratum -> new HashMap<>())
          .computeIfAbsent((int) (rank >>> shift), bucket -> ClassCut.byRank())
          .put(rank, row.getLong(2));
    }
    return ranks;
  }

  private static void requireRows(
      List<String> strata,
      Map<String, SortedMap<Integer, Long>> histogram,
      int splits,
      boolean classes) {
    long present = strata.stream().filter(histogram::containsKey).count();
    if (classes && present < 2) {
      throw DataException.bad(
          "a classification needs rows of at least two classes. Received: only %s",
          histogram.keySet());
    }
    for (String stratum : strata) {
      long rows = total(histogram.getOrDefault(stratum, new TreeMap<>()));
      if (rows < splits) {
        throw DataException.bad(
            "%s must have at least one row for each of the %d splits. Received: %d rows",
            classes ? "class \"" + stratum + "\"" : "the data", splits, rows);
      }
    }
  }

  private static long total(SortedMap<Integer, Long> buckets) {
    return buckets.values().stream().mapToLong(Long::longValue).sum();
  }

  /** ⌈log2 n⌉, 0 for n ≤ 1. */
  private static int bits(int n) {
    return n <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
  }
}
