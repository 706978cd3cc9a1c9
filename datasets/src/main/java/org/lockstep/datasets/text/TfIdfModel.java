package org.lockstep.datasets.text;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.feature.OutputColumn;
import org.lockstep.datasets.shard.Digest;
import org.lockstep.trainer.feature.SparseRow;
import org.lockstep.trainer.text.BucketFrequencies;
import org.lockstep.trainer.text.HashedTfIdf;
import org.lockstep.trainer.text.TermHashing;
import org.lockstep.trainer.text.TextFeatures;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.Vocabulary;

/**
 * Adds a text's TF-IDF row as a sparse vector, whose doubles are exactly {@link TextFeatures}'
 * floats. The fitted numbers travel inside the task, by Java serialisation, once a stage.
 */
public final class TfIdfModel extends Model<TfIdfModel> implements TextColumns<TfIdfModel> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TextFeatures features;
  private final Param<String> inputCol;
  private final Param<String> outputCol;

  public TfIdfModel(String uid, TextFeatures features) {
    this.uid = uid;
    this.features = features;
    this.inputCol = TextColumns.inputCol(this);
    this.outputCol = TextColumns.outputCol(this);
    setDefaultColumns();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The fitted vocabulary or document frequencies, and the weights. */
  public TextFeatures features() {
    return features;
  }

  /**
   * SHA-256 (hex) of the terms in feature order, their document frequencies, idf bits and log-count
   * ratios; of hashed terms, of the hashing's choices and the buckets' document frequencies.
   */
  public String fingerprint() {
    return features instanceof HashedTfIdf hashed
        ? fingerprint(hashed)
        : fingerprint((TfIdf) features);
  }

  private static String fingerprint(TfIdf features) {
    Vocabulary vocabulary = features.vocabulary();
    double[] idf = features.idf();
    Digest digest = new Digest().add(vocabulary.documents());
    for (int i = 0; i < vocabulary.size(); i++) {
      digest.add(vocabulary.term(i)).add(vocabulary.documentFrequency(i)).add(idf[i]);
    }
    for (double ratio : features.ratios()) {
      digest.add(ratio);
    }
    return digest.hex();
  }

  private static String fingerprint(HashedTfIdf features) {
    TermHashing hashing = features.spec().hashing();
    BucketFrequencies frequencies = features.frequencies();
    Digest digest =
        new Digest()
            .add(hashing.bits())
            .add(hashing.alternateSign() ? 1 : 0)
            .add(frequencies.documents());
    for (int i = 0; i < frequencies.size(); i++) {
      digest.add(frequencies.bucket(i)).add(frequencies.frequency(i));
    }
    return digest.hex();
  }

  @Override
  public Param<String> inputCol() {
    return inputCol;
  }

  @Override
  public Param<String> outputCol() {
    return outputCol;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    transformSchema(rows.schema());
    TextFeatures fitted = features;
    UDF1<String, Vector> vector = text -> vector(fitted.transform(text));
    return rows.withColumn(
        getOutputCol(),
        functions
            .udf(vector, SQLDataTypes.VectorType())
            .asNonNullable()
            .apply(functions.col(getInputCol())));
  }

  private static Vector vector(SparseRow row) {
    double[] values = new double[row.values().length];
    for (int k = 0; k < values.length; k++) {
      values[k] = row.values()[k];
    }
    return Vectors.sparse(row.columns(), row.indices(), values);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    OutputColumn.require(schema, "inputCol", getInputCol(), DataTypes.StringType);
    return OutputColumn.append(schema, getOutputCol());
  }

  @Override
  public TfIdfModel copy(ParamMap extra) {
    TfIdfModel copy = copyValues(new TfIdfModel(uid, features), extra);
    return copy.setParent(parent());
  }
}
