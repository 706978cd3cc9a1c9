package org.lockstep.trainer.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.bytes.ByteFormatException;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;
import org.lockstep.trainer.metric.ClassScores;
import org.lockstep.trainer.metric.OutputScores;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.training.EpochRecord;

/** {@link EpochRecord}s as bytes, with all their scores. */
public final class EpochRecordBytes {
  /** The fewest bytes of a record, and of one of its parts. */
  private static final int LEAST = 8;

  /** More classes than any network here has: a table of them is made before it is read. */
  private static final int MOST_CLASSES = 1 << 14;

  private EpochRecordBytes() {}

  /** Writes how many there are, and each. */
  public static void write(List<EpochRecord> history, ByteOutput out) throws IOException {
    out.number(history.size());
    for (EpochRecord record : history) {
      out.number(record.epoch());
      out.number(record.seconds());
      out.number(record.learningRate());
      out.number(record.objective());
      out.number(record.validationObjective());
      write(record.train(), out);
      write(record.validation(), out);
      out.flag(record.best());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is something else
   */
  public static List<EpochRecord> read(ByteInput in) throws IOException {
    List<EpochRecord> history = new ArrayList<>();
    for (int left = in.count(LEAST); left > 0; left--) {
      history.add(
          new EpochRecord(
              in.integer(),
              in.real(),
              in.real(),
              in.real(),
              in.real(),
              scores(in),
              scores(in),
              in.flag()));
    }
    return history;
  }

  private static void write(Scores scores, ByteOutput out) throws IOException {
    out.number(scores.rows());
    out.number(scores.loss());
    out.number(scores.values().size());
    for (Map.Entry<String, Double> each : scores.values().entrySet()) {
      out.text(each.getKey());
      out.number(each.getValue());
    }
    long[][] confusion = scores.confusion().orElse(new long[0][]);
    out.number(confusion.length);
    for (long[] row : confusion) {
      out.counts(row);
    }
    out.number(scores.classes().size());
    for (ClassScores each : scores.classes()) {
      out.number(each.precision());
      out.number(each.recall());
      out.number(each.f1());
      out.number(each.support());
      out.number(each.rocAuc());
      out.number(each.averagePrecision());
    }
    out.number(scores.outputs().size());
    for (OutputScores each : scores.outputs()) {
      out.number(each.mse());
      out.number(each.rmse());
      out.number(each.mae());
      out.number(each.r2());
    }
  }

  private static Scores scores(ByteInput in) throws IOException {
    long rows = in.longInteger();
    double loss = in.real();
    Map<String, Double> values = new LinkedHashMap<>();
    for (int left = in.count(LEAST); left > 0; left--) {
      values.put(in.text(), in.real());
    }
    Optional<long[][]> confusion = confusion(in);
    List<ClassScores> classes = new ArrayList<>();
    for (int left = in.count(LEAST); left > 0; left--) {
      classes.add(
          new ClassScores(in.real(), in.real(), in.real(), in.longInteger(), in.real(), in.real()));
    }
    List<OutputScores> outputs = new ArrayList<>();
    for (int left = in.count(LEAST); left > 0; left--) {
      outputs.add(new OutputScores(in.real(), in.real(), in.real(), in.real()));
    }
    return new Scores(rows, loss, values, confusion, classes, outputs);
  }

  private static Optional<long[][]> confusion(ByteInput in) throws IOException {
    int classes = in.count(Integer.BYTES);
    if (classes > MOST_CLASSES) {
      throw new ByteFormatException(
          "a table must be of at most %d classes. Received: %d".formatted(MOST_CLASSES, classes));
    }
    long[][] table = new long[classes][];
    for (int row = 0; row < classes; row++) {
      table[row] = in.counts(classes);
    }
    return classes == 0 ? Optional.<long[][]>empty() : Optional.of(table);
  }
}
