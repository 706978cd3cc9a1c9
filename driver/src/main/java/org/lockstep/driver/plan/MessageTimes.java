package org.lockstep.driver.plan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Updates;

/**
 * What it costs to write rows of parameters into a message and to add those of a message, rows all
 * over an array as large as the parameters.
 *
 * @param packSeconds of a float
 * @param mergeSeconds of a float
 */
record MessageTimes(double packSeconds, double mergeSeconds) {
  private static final int MESSAGE_FLOATS = 1 << 16;
  private static final int TIMES = 41;

  /**
   * @param columns floats of a row
   */
  static MessageTimes of(int parameters, int columns) {
    int width = Math.min(columns, MESSAGE_FLOATS);
    int count = Math.max(1, MESSAGE_FLOATS / width);
    float[] array = new float[Math.max(parameters, width)];
    SplittableRandom random = new SplittableRandom(1);
    int[] rows =
        random.ints(count, 0, array.length / width).map(row -> row * width).sorted().toArray();
    FloatBuffer message =
        ByteBuffer.allocateDirect(count * width * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[] scratch = new float[width];
    Updates updates = Kernels.best().updates();
    double[] pack = new double[TIMES];
    double[] merge = new double[TIMES];
    for (int time = 0; time < TIMES; time++) {
      long start = System.nanoTime();
      message.clear();
      for (int row : rows) {
        message.put(array, row, width);
      }
      long packed = System.nanoTime();
      message.flip();
      for (int row : rows) {
        message.get(scratch);
        updates.add(array, row, scratch, 0, width);
      }
      pack[time] = (packed - start) / 1e9;
      merge[time] = (System.nanoTime() - packed) / 1e9;
    }
    double floats = (double) count * width;
    return new MessageTimes(median(pack) / floats, median(merge) / floats);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
