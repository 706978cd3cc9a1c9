package org.lockstep.trainer.network;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * Where each layer's numbers are in the ONE parameter array: per dense layer, from the input on,
 * the kernel (inputs, units) row-major and then the bias (units), if it has one.
 */
public final class ParameterLayout {

  /**
   * A named piece of the array: floats {@code offset … offset + rows·columns − 1}.
   *
   * @param name {@code dense_1/kernel}, {@code dense_1/bias}; layers count from 1
   * @param layer the dense layer, counted from 0
   * @param kernel whether it is a kernel (inputs, units) and not a bias (1, units)
   * @param regularizer what is on these numbers: for a bias nothing, unless the layer chose it
   */
  public record Slice(
      String name,
      int layer,
      boolean kernel,
      int offset,
      int rows,
      int columns,
      RegularizerSpec regularizer) {

    /** The piece of an array that has this layout. */
    public Matrix of(float[] array) {
      return new Matrix(array, offset, rows, columns);
    }

    public int size() {
      return rows * columns;
    }

    /** Factor of Σw² over these numbers in the objective. */
    public double l2() {
      return regularizer.l2();
    }
  }

  private final List<Slice> slices = new ArrayList<>();
  private final int size;

  /**
   * @throws IllegalArgumentException if the parameters do not fit into one array
   */
  public ParameterLayout(NetworkSpec network) {
    long offset = 0;
    int inputs = network.inputs();
    int layer = 0;
    for (DenseSpec dense : network.dense()) {
      long end = offset + (long) inputs * dense.units() + (dense.bias() ? dense.units() : 0);
      if (end > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "parameters must be fewer than 2^31. Received: %,d up to dense_%d"
                .formatted(end, layer + 1));
      }
      String name = "dense_" + (layer + 1);
      int units = dense.units();
      RegularizerSpec regularizer = dense.regularizer();
      slices.add(
          new Slice(name + "/kernel", layer, true, (int) offset, inputs, units, regularizer));
      if (dense.bias()) {
        int from = (int) end - units;
        slices.add(new Slice(name + "/bias", layer, false, from, 1, units, regularizer.ofBias()));
      }
      offset = end;
      inputs = units;
      layer++;
    }
    size = (int) offset;
  }

  /** Numbers altogether. */
  public int size() {
    return size;
  }

  /** All pieces in the order of the array; they cover it. */
  public List<Slice> slices() {
    return List.copyOf(slices);
  }

  /** The kernels alone, in layer order: what penalties and weight statistics are about. */
  public List<Slice> kernels() {
    return slices.stream().filter(Slice::kernel).toList();
  }

  void requireSize(float[] parameters) {
    if (parameters.length != size) {
      throw new IllegalArgumentException(
          "parameters must hold %,d numbers. Received: %,d".formatted(size, parameters.length));
    }
  }
}
