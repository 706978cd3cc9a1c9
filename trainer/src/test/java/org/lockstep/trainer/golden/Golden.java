package org.lockstep.trainer.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expected values from CSV files, each of which the Python script beside it writes. */
public final class Golden {
  private static final List<String> FILES =
      List.of(
          "formulas.csv",
          "optimizers.csv",
          "schedules.csv",
          "clipping.csv",
          "probabilities.csv",
          "losses.csv",
          "hard_points.csv",
          "layers.csv",
          "regularizers.csv",
          "lazy.csv",
          "labels.csv");
  private static final Map<String, double[]> VALUES = read();

  private Golden() {}

  public static double[] doubles(String key) {
    double[] values = VALUES.get(key);
    if (values == null) {
      throw new IllegalArgumentException("key must be in " + FILES + ". Received: " + key);
    }
    return values.clone();
  }

  public static float[] floats(String key) {
    double[] values = doubles(key);
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  public static long[] longs(String key) {
    return Arrays.stream(doubles(key)).mapToLong(value -> (long) value).toArray();
  }

  private static Map<String, double[]> read() {
    Map<String, double[]> values = new LinkedHashMap<>();
    FILES.forEach(file -> read(file, values));
    return values;
  }

  private static void read(String file, Map<String, double[]> values) {
    try (InputStream in = Golden.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .map(line -> line.split(",", -1))
          .forEach(
              cells ->
                  values.put(
                      cells[0],
                      Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
