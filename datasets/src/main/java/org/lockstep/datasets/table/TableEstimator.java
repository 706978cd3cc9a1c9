package org.lockstep.datasets.table;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.feature.OutputColumn;
import org.lockstep.datasets.shard.JobDescription;
import org.lockstep.trainer.table.TableSpec;
import org.lockstep.trainer.table.TableStatistics;

/**
 * Fits {@link org.lockstep.trainer.table.TableFeatures} on a numeric and a categorical array
 * column, whose elements are in the order of the spec's columns. Fit it on the training rows only.
 * Statistics are exact, so the fit does not depend on partitioning.
 */
public final class TableEstimator extends Estimator<TableModel>
    implements TableColumns<TableEstimator> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TableSpec spec;
  private final Param<String> numericCol;
  private final Param<String> categoricalCol;
  private final Param<String> outputCol;

  public TableEstimator(TableSpec spec) {
    this(Identifiable$.MODULE$.randomUID("table"), spec);
  }

  public TableEstimator(String uid, TableSpec spec) {
    this.uid = uid;
    this.spec = spec;
    this.numericCol = TableColumns.numericCol(this);
    this.categoricalCol = TableColumns.categoricalCol(this);
    this.outputCol = TableColumns.outputCol(this);
    setDefaultColumns();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** How columns become features. */
  public TableSpec spec() {
    return spec;
  }

  @Override
  public Param<String> numericCol() {
    return numericCol;
  }

  @Override
  public Param<String> categoricalCol() {
    return categoricalCol;
  }

  @Override
  public Param<String> outputCol() {
    return outputCol;
  }

  /**
   * @throws IllegalArgumentException for a row that the spec drops, or a column without a value
   */
  @Override
  public TableModel fit(Dataset<?> rows) {
    transformSchema(rows.schema());
    TableSpec columns = spec;
    TableStatistics all = new TableStatistics(spec);
    Dataset<Row> cells = rows.select(getNumericCol(), getCategoricalCol());
    JobDescription.during(
            rows.sparkSession().sparkContext(),
            "column statistics",
            () ->
                cells
                    .toJavaRDD()
                    .mapPartitions(
                        part -> List.of(TableRow.serialise(statistics(columns, part))).iterator())
                    .collect())
        .forEach(part -> all.merge(TableRow.deserialise(part)));
    TableModel model = new TableModel(uid, all.finish());
    model.setParent(this);
    return copyValues(model, ParamMap.empty());
  }

  private static TableStatistics statistics(TableSpec spec, Iterator<Row> rows) {
    TableStatistics statistics = new TableStatistics(spec);
    while (rows.hasNext()) {
      Row row = rows.next();
      statistics.add(TableRow.numbers(row.get(0)), TableRow.words(row.get(1)));
    }
    return statistics;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    TableRow.require(schema, getNumericCol(), getCategoricalCol());
    return OutputColumn.append(schema, getOutputCol());
  }

  @Override
  public TableEstimator copy(ParamMap extra) {
    return copyValues(new TableEstimator(uid, spec), extra);
  }
}
