package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.NetworkParamSet;
import org.lockstep.driver.ml.param.SelfTrainingParamSet;
import org.lockstep.driver.ml.param.SelfTrainingSetters;

/**
 * Learns from rows with and without labels (Lee 2013, "Pseudo-Label"): a teacher learns the
 * labelled rows; then, round by round, rows whose label is null get the one that the last model
 * gives them with at least {@code confidence}, and a new model learns both from the start. All
 * other Params are {@link LockstepClassifier}'s.
 *
 * <p>A student may be worse than its teacher. Where {@code validationIndicatorCol} marks labelled
 * rows, the model with the best accuracy on them is the result, the teacher included, and {@code
 * summary().rounds()} shows all; without it the last one is. For an unbiased figure score the
 * result on rows that none of this has seen.
 */
public final class LockstepSelfTrainingClassifier
    extends ProbabilisticClassifier<
        Vector, LockstepSelfTrainingClassifier, LockstepClassificationModel>
    implements SelfTrainingSetters<LockstepSelfTrainingClassifier>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private static final String WEIGHT = "lockstep_self_training_weight";
  private static final String HELD = "lockstep_self_training_held";

  private final String uid;
  private final NetworkParamSet paramSet;
  private final SelfTrainingParamSet ownSet;

  public LockstepSelfTrainingClassifier() {
    this(Identifiable$.MODULE$.randomUID("lockstepSelfTraining"));
  }

  public LockstepSelfTrainingClassifier(String uid) {
    this(Uids.push(uid));
  }

  private LockstepSelfTrainingClassifier(Uids.Pushed uid) {
    this.uid = uid.done();
    this.paramSet = new NetworkParamSet(this);
    this.ownSet = new SelfTrainingParamSet(this);
  }

  @Override
  public String uid() {
    return Uids.of(uid);
  }

  @Override
  public NetworkParamSet paramSet() {
    return paramSet;
  }

  @Override
  public LockstepSelfTrainingClassifier self() {
    return this;
  }

  @Override
  public SelfTrainingParamSet selfTrainingSet() {
    return ownSet;
  }

  /** A model and what it was trained on. */
  private record Candidate(LockstepClassificationModel model, SelfTrainingRound round) {}

  /**
   * Called by {@link #fit}.
   *
   * @throws IllegalArgumentException if no row has a label, or Params and rows do not fit
   */
  @Override
  public LockstepClassificationModel train(Dataset<?> dataset) {
    Dataset<Row> rows = prepared(dataset);
    Dataset<Row> labelled = named(rows.filter(col(getLabelCol()).isNotNull()), dataset).cache();
    Dataset<Row> unlabelled = rows.filter(col(getLabelCol()).isNull()).cache();
    try {
      if (labelled.isEmpty()) {
        throw new IllegalArgumentException(
            "labelCol must hold a label in at least one row. Received: null in all");
      }
      List<Candidate> candidates = new ArrayList<>();
      candidates.add(candidate(0, 0, labelled, labelled));
      for (int round = 1; round <= getRounds(); round++) {
        LockstepClassificationModel teacher = candidates.get(round - 1).model();
        Dataset<Row> pseudo = pseudoLabelled(teacher, unlabelled).cache();
        Dataset<Row> all = named(labelled.unionByName(pseudo), dataset);
        candidates.add(candidate(round, pseudo.count(), all, labelled));
        pseudo.unpersist();
      }
      return chosen(candidates);
    } finally {
      labelled.unpersist();
      unlabelled.unpersist();
    }
  }

  /** Features, label, weight and the mark of validation rows, by names of their own. */
  private Dataset<Row> prepared(Dataset<?> dataset) {
    Column weight =
        Columns.name(this, weightCol()).map(column -> col(column).cast("double")).orElse(lit(1.0));
    Column held =
        Columns.name(this, validationIndicatorCol())
            .map(column -> coalesce(col(column), lit(false)))
            .orElse(lit(false));
    return dataset
        .toDF()
        .select(col(getFeaturesCol()), col(getLabelCol()), weight.alias(WEIGHT), held.alias(HELD));
  }

  /** With the metadata of the label column, which name the classes. */
  private Dataset<Row> named(Dataset<Row> rows, Dataset<?> dataset) {
    return rows.withColumn(
        getLabelCol(),
        col(getLabelCol()).as(getLabelCol(), dataset.schema().apply(getLabelCol()).metadata()));
  }

  private Candidate candidate(
      int round, long pseudoLabels, Dataset<Row> rows, Dataset<Row> labelled) {
    LockstepClassifier classifier = copyValues(new LockstepClassifier(uid), ParamMap.empty());
    classifier.setWeightCol(WEIGHT).setPredictionCol("prediction").setProbabilityCol("probability");
    boolean validated = Columns.name(this, validationIndicatorCol()).isPresent();
    if (validated) {
      classifier.setValidationIndicatorCol(HELD);
    }
    LockstepClassificationModel model = classifier.fit(rows);
    double accuracy =
        validated ? model.evaluate(labelled.filter(col(HELD))).accuracy() : Double.NaN;
    return new Candidate(model, new SelfTrainingRound(round, pseudoLabels, accuracy, false));
  }

  private Dataset<Row> pseudoLabelled(LockstepClassificationModel teacher, Dataset<Row> rows) {
    return teacher
        .transform(rows)
        .filter(
            array_max(functions.vector_to_array(col("probability"), "float64"))
                .geq(getConfidence()))
        .select(
            col(getFeaturesCol()),
            col("prediction").alias(getLabelCol()),
            col(WEIGHT).multiply(getPseudoWeight()).alias(WEIGHT),
            lit(false).alias(HELD));
  }

  /** The best on the validation rows, the earliest of equals; without them the last. */
  private LockstepClassificationModel chosen(List<Candidate> candidates) {
    int best = candidates.size() - 1;
    if (!Double.isNaN(candidates.get(0).round().validationAccuracy())) {
      best = 0;
      for (int i = 1; i < candidates.size(); i++) {
        double accuracy = candidates.get(i).round().validationAccuracy();
        best = accuracy > candidates.get(best).round().validationAccuracy() ? i : best;
      }
    }
    List<SelfTrainingRound> rounds = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      SelfTrainingRound round = candidates.get(i).round();
      rounds.add(i == best ? round.asKept() : round);
    }
    LockstepClassificationModel model = candidates.get(best).model();
    // Names of columns that nobody else has; what the user set comes back with the copied Params.
    model.clear(model.weightCol());
    model.clear(model.validationIndicatorCol());
    model.clear(model.predictionCol());
    model.clear(model.probabilityCol());
    return model.withRounds(rounds);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.check(this, schema);
    return super.transformSchema(schema);
  }

  @Override
  public long estimateModelSize(Dataset<?> dataset) {
    return copyValues(new LockstepClassifier(uid), ParamMap.empty())
        .estimateModelSize(dataset.toDF().filter(not(col(getLabelCol()).isNull())));
  }

  @Override
  public LockstepSelfTrainingClassifier copy(ParamMap extra) {
    return copyValues(new LockstepSelfTrainingClassifier(uid), extra);
  }

  /** Reads what {@code write()} wrote. */
  public static MLReader<LockstepSelfTrainingClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator from a directory. */
  public static LockstepSelfTrainingClassifier load(String path) {
    return read().load(path);
  }
}
