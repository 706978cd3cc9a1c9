package org.lockstep.datasets.text;

import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.feature.OutputColumn;
import org.lockstep.datasets.shard.JobDescription;
import org.lockstep.trainer.text.BucketFrequencies;
import org.lockstep.trainer.text.HashedTfIdf;
import org.lockstep.trainer.text.TextFeatures;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.Vocabulary;

/**
 * Fits {@link TfIdf} on a text column, or {@link HashedTfIdf} where the spec hashes terms; that
 * reads nothing if idf is not used. Fit it on the training rows only.
 *
 * <p>Unlike Spark's {@code CountVectorizer}, which breaks ties at the vocabulary's end by
 * partition, the fit depends on the rows alone; unlike its {@code IDF}, the weights are
 * scikit-learn's.
 */
public final class TfIdfEstimator extends Estimator<TfIdfModel>
    implements TextColumns<TfIdfEstimator> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TextSpec spec;
  private final Param<String> inputCol;
  private final Param<String> outputCol;
  private final Param<String> labelCol;
  private List<String> labels = List.of();

  public TfIdfEstimator(TextSpec spec) {
    this(Identifiable$.MODULE$.randomUID("tfidf"), spec);
  }

  public TfIdfEstimator(String uid, TextSpec spec) {
    this.uid = uid;
    this.spec = spec;
    this.inputCol = TextColumns.inputCol(this);
    this.outputCol = TextColumns.outputCol(this);
    this.labelCol = new Param<>(this, "labelCol", "class column, for naiveBayes (default label)");
    setDefaultColumns();
    setDefault(labelCol, "label");
  }

  @Override
  public String uid() {
    return uid;
  }

  /** How text becomes features. */
  public TextSpec spec() {
    return spec;
  }

  @Override
  public Param<String> inputCol() {
    return inputCol;
  }

  @Override
  public Param<String> outputCol() {
    return outputCol;
  }

  public Param<String> labelCol() {
    return labelCol;
  }

  public String getLabelCol() {
    return getOrDefault(labelCol).toString();
  }

  public TfIdfEstimator setLabelCol(String column) {
    set(labelCol, column);
    return this;
  }

  /** The classes of the label column, in order: what {@code naiveBayes} weighs terms by. */
  public TfIdfEstimator setLabels(List<String> labels) {
    this.labels = List.copyOf(labels);
    return this;
  }

  /**
   * @throws IllegalArgumentException if no term is left for the vocabulary, or no bucket; with
   *     {@code naiveBayes}, if there are not two classes
   */
  @Override
  public TfIdfModel fit(Dataset<?> rows) {
    transformSchema(rows.schema());
    TextFeatures features =
        JobDescription.during(
            rows.sparkSession().sparkContext(), "count terms", () -> features(rows));
    TfIdfModel model = new TfIdfModel(uid, features);
    model.setParent(this);
    return copyValues(model, ParamMap.empty());
  }

  private TextFeatures features(Dataset<?> rows) {
    Dataset<String> texts = rows.select(getInputCol()).as(Encoders.STRING());
    if (spec.naiveBayes()) {
      if (labels.size() < 2) {
        throw new IllegalArgumentException(
            "naiveBayes must have at least two classes to tell apart. Received: " + labels);
      }
      Vocabulary vocabulary = TermCounting.vocabulary(texts, spec);
      return TfIdf.fit(
          spec,
          vocabulary,
          ClassCounting.documents(
              rows.select(getInputCol(), getLabelCol()), labels, vocabulary, spec));
    }
    if (spec.hashing().isOff()) {
      return TfIdf.fit(spec, TermCounting.vocabulary(texts, spec));
    }
    return new HashedTfIdf(
        spec, spec.useIdf() ? BucketCounting.frequencies(texts, spec) : BucketFrequencies.none());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    OutputColumn.require(schema, "inputCol", getInputCol(), DataTypes.StringType);
    if (spec.naiveBayes()) {
      OutputColumn.require(schema, "labelCol", getLabelCol(), DataTypes.StringType);
    }
    return OutputColumn.append(schema, getOutputCol());
  }

  @Override
  public TfIdfEstimator copy(ParamMap extra) {
    return copyValues(new TfIdfEstimator(uid, spec).setLabels(labels), extra);
  }
}
