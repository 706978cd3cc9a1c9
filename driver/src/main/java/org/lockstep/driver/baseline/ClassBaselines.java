package org.lockstep.driver.baseline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.NaiveBayes;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.trainer.data.Split;

/**
 * The most frequent class, naive Bayes, logistic regression, a random forest and a linear SVM.
 * Where a model has a penalty, three are tried and the validation split chooses.
 */
public final class ClassBaselines {
  private static final double[] PENALTIES = {1e-4, 1e-3, 1e-2};
  private static final int ITERATIONS = 100;

  /** Relative change of the objective; a model to compare with needs no last digit. */
  private static final double TOLERANCE = 1e-4;

  private static final int TREES = 50;
  private static final int DEPTH = 10;
  private static final String PREDICTION = "prediction";
  private static final String TARGET = ShardColumns.TARGET;

  private final Dataset<Row> train;
  private final Dataset<Row> rest;
  private final int classes;
  private final boolean counts;
  private final long seed;
  private final Consumer<String> tell;

  /** Trains one model with one setting. */
  private interface Fit {
    Dataset<Row> predictions(double setting);
  }

  /**
   * @param rows with {@code features}, {@code target} (class index) and {@code split}; cached by
   *     the caller, for they are read many times
   * @param counts whether no feature is ever negative
   * @param tell hears which model comes next
   */
  public ClassBaselines(
      Dataset<Row> rows, int classes, boolean counts, long seed, Consumer<String> tell) {
    this.train = rows.filter(col(ShardColumns.SPLIT).equalTo(Split.TRAIN.label()));
    this.rest = rows.filter(col(ShardColumns.SPLIT).notEqual(Split.TRAIN.label()));
    this.classes = classes;
    this.counts = counts;
    this.seed = seed;
    this.tell = tell;
  }

  /** Trains those that are chosen, in as many threads as there are cores here. */
  public List<Baseline> train(BaselineChoice choice) {
    List<Callable<Baseline>> fits = new ArrayList<>();
    if (choice != BaselineChoice.NONE) {
      fits.add(() -> one("most frequent class", none -> majority()));
      fits.add(this::naiveBayes);
    }
    if (choice == BaselineChoice.ALL) {
      fits.add(() -> best("logistic regression", this::logistic));
      fits.add(this::forest);
      fits.add(() -> best("linear SVM", this::supportVectors));
    }
    return SideBySide.train(fits, Runtime.getRuntime().availableProcessors());
  }

  private Baseline naiveBayes() {
    return one(
        counts ? "naive Bayes (multinomial)" : "naive Bayes (Gaussian)",
        none ->
            predict(
                new NaiveBayes()
                    .setLabelCol(TARGET)
                    .setModelType(counts ? "multinomial" : "gaussian")
                    .fit(train)));
  }

  private Baseline forest() {
    return one(
        "random forest (%d trees, depth %d)".formatted(TREES, DEPTH),
        none ->
            predict(
                new RandomForestClassifier()
                    .setLabelCol(TARGET)
                    .setNumTrees(TREES)
                    .setMaxDepth(DEPTH)
                    .setSeed(seed)
                    .fit(train)));
  }

  private Dataset<Row> logistic(double penalty) {
    return predict(
        new LogisticRegression()
            .setLabelCol(TARGET)
            .setMaxIter(ITERATIONS)
            .setTol(TOLERANCE)
            .setRegParam(penalty)
            .fit(train));
  }

  private Dataset<Row> majority() {
    Row most = train.groupBy(TARGET).count().orderBy(col("count").desc(), col(TARGET)).first();
    return rest.withColumn(PREDICTION, lit(most.getDouble(0)));
  }

  private Dataset<Row> supportVectors(double penalty) {
    LinearSVC svm =
        new LinearSVC()
            .setLabelCol(TARGET)
            .setMaxIter(ITERATIONS)
            .setTol(TOLERANCE)
            .setRegParam(penalty);
    if (classes == 2) {
      return predict(svm.fit(train));
    }
    return predict(
        new OneVsRest().setLabelCol(TARGET).setClassifier(svm).setParallelism(2).fit(train));
  }

  private Dataset<Row> predict(Model<?> model) {
    return model.transform(rest);
  }

  private Baseline one(String name, Fit fit) {
    tell.accept(name);
    long began = System.nanoTime();
    Map<String, Map<String, Double>> scores = scores(fit.predictions(0));
    return new Baseline(name, (System.nanoTime() - began) / 1e9, scores);
  }

  private Baseline best(String name, Fit fit) {
    long began = System.nanoTime();
    Map<String, Map<String, Double>> best = new LinkedHashMap<>();
    double chosen = 0;
    for (double penalty : PENALTIES) {
      tell.accept("%s, penalty %s".formatted(name, penalty));
      Map<String, Map<String, Double>> scores = scores(fit.predictions(penalty));
      if (best.isEmpty() || judged(scores) > judged(best)) {
        best = scores;
        chosen = penalty;
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Baseline("%s (penalty %s)".formatted(name, chosen), seconds, best);
  }

  /** Without a validation split the test split would choose: then the first penalty stays. */
  private static double judged(Map<String, Map<String, Double>> scores) {
    Map<String, Double> validation = scores.get(Split.VALIDATION.label());
    return validation == null ? 0 : validation.get("macro_f1");
  }

  private Map<String, Map<String, Double>> scores(Dataset<Row> predictions) {
    Map<String, Counts> counted = new TreeMap<>();
    List<Row> rows =
        predictions.groupBy(ShardColumns.SPLIT, TARGET, PREDICTION).count().collectAsList();
    for (Row row : rows) {
      counted
          .computeIfAbsent(row.getString(0), split -> new Counts(classes))
          .add((int) row.getDouble(1), (int) row.getDouble(2), row.getLong(3));
    }
    Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
    counted.forEach((split, each) -> scores.put(split, each.scores()));
    return scores;
  }
}
