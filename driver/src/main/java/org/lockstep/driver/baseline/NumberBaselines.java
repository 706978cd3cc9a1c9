package org.lockstep.driver.baseline;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.var_pop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.trainer.data.Split;

/** The mean, linear regression (least squares) and a random forest for one number. */
public final class NumberBaselines {
  private static final int TREES = 50;
  private static final int DEPTH = 10;
  private static final String PREDICTION = "prediction";
  private static final String TARGET = ShardColumns.TARGET;

  private final Dataset<Row> train;
  private final Dataset<Row> rest;
  private final long seed;
  private final Consumer<String> tell;

  /**
   * @param rows with {@code features}, {@code target} and {@code split}; cached by the caller
   * @param tell hears which model comes next
   */
  public NumberBaselines(Dataset<Row> rows, long seed, Consumer<String> tell) {
    this.train = rows.filter(col(ShardColumns.SPLIT).equalTo(Split.TRAIN.label()));
    this.rest = rows.filter(col(ShardColumns.SPLIT).notEqual(Split.TRAIN.label()));
    this.seed = seed;
    this.tell = tell;
  }

  /** Trains those that are chosen. */
  public List<Baseline> train(BaselineChoice choice) {
    List<Baseline> all = new ArrayList<>();
    if (choice != BaselineChoice.NONE) {
      all.add(one("mean", this::mean));
      all.add(
          one(
              "linear regression",
              () -> new LinearRegression().setLabelCol(TARGET).fit(train).transform(rest)));
    }
    if (choice == BaselineChoice.ALL) {
      all.add(one("random forest (%d trees, depth %d)".formatted(TREES, DEPTH), this::forest));
    }
    return all;
  }

  private Dataset<Row> mean() {
    return rest.withColumn(PREDICTION, lit(train.agg(avg(TARGET)).first().getDouble(0)));
  }

  private Dataset<Row> forest() {
    return new RandomForestRegressor()
        .setLabelCol(TARGET)
        .setNumTrees(TREES)
        .setMaxDepth(DEPTH)
        .setSeed(seed)
        .fit(train)
        .transform(rest);
  }

  private Baseline one(String name, Supplier<Dataset<Row>> predictions) {
    tell.accept(name);
    long began = System.nanoTime();
    Map<String, Map<String, Double>> splits = new LinkedHashMap<>();
    Column error = col(PREDICTION).minus(col(TARGET));
    List<Row> rows =
        predictions
            .get()
            .groupBy(ShardColumns.SPLIT)
            .agg(avg(error.multiply(error)), avg(abs(error)), var_pop(col(TARGET)))
            .orderBy(ShardColumns.SPLIT)
            .collectAsList();
    for (Row row : rows) {
      Map<String, Double> scores = new LinkedHashMap<>();
      scores.put("rmse", Math.sqrt(row.getDouble(1)));
      scores.put("mae", row.getDouble(2));
      scores.put("r2", 1 - row.getDouble(1) / row.getDouble(3));
      splits.put(row.getString(0), scores);
    }
    return new Baseline(name, (System.nanoTime() - began) / 1e9, splits);
  }
}
