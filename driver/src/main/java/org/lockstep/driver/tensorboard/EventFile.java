package org.lockstep.driver.tensorboard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lockstep.driver.insight.WeightHistogram;
import org.lockstep.trainer.bytes.ProtoWriter;

/**
 * An event file of TensorBoard: scalars and histograms by step. Fields are those of TensorFlow's
 * {@code event.proto} (Event: 1 wall_time, 2 step, 3 file_version, 5 summary) and {@code
 * summary.proto} (Value: 1 tag, 2 simple_value, 5 histo; HistogramProto: 1 min, 2 max, 3 num, 4
 * sum, 5 sum_squares, 6 bucket_limit, 7 bucket).
 */
final class EventFile implements Closeable {
  private static final String VERSION = "brain.Event:2";

  private final RecordFile records;

  /**
   * Creates the file.
   *
   * @param seconds since 1970, part of its name
   */
  EventFile(Path directory, double seconds) throws IOException {
    Files.createDirectories(directory);
    String name = "events.out.tfevents.%010d.lockstep".formatted((long) seconds);
    records = new RecordFile(directory.resolve(name));
    records.write(new ProtoWriter().real(1, seconds).text(3, VERSION).toBytes());
    records.flush();
  }

  /**
   * Appends scalars of one step; numbers that are not there (NaN) are left out.
   *
   * @param seconds since 1970
   */
  void scalars(double seconds, long step, Map<String, Double> values) throws IOException {
    ProtoWriter summary = new ProtoWriter();
    values.forEach(
        (tag, value) -> {
          if (!Double.isNaN(value)) {
            summary.message(1, new ProtoWriter().text(1, tag).real(2, value.floatValue()));
          }
        });
    write(seconds, step, summary);
  }

  /**
   * Appends a histogram.
   *
   * @param prefix of its name
   */
  void histogram(double seconds, long step, String prefix, WeightHistogram weights)
      throws IOException {
    double[] limits = new double[weights.counts().length];
    double[] buckets = new double[limits.length];
    double sum = 0;
    for (int bin = 0; bin < limits.length; bin++) {
      limits[bin] = weights.edges()[bin + 1];
      buckets[bin] = weights.counts()[bin];
      sum += buckets[bin] * (weights.edges()[bin] + weights.edges()[bin + 1]) / 2;
    }
    ProtoWriter histogram =
        new ProtoWriter()
            .real(1, weights.min())
            .real(2, weights.max())
            .real(3, (double) weights.size())
            .real(4, sum)
            .real(5, weights.norm() * weights.norm())
            .reals(6, limits)
            .reals(7, buckets);
    String tag = prefix + weights.name();
    write(
        seconds,
        step,
        new ProtoWriter().message(1, new ProtoWriter().text(1, tag).message(5, histogram)));
  }

  void flush() throws IOException {
    records.flush();
  }

  private void write(double seconds, long step, ProtoWriter summary) throws IOException {
    records.write(
        new ProtoWriter().real(1, seconds).integer(2, step).message(5, summary).toBytes());
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
