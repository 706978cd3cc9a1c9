package org.lockstep.trainer.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.initializer.Constant;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.initializer.Zeros;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * Where each layer's numbers are in the ONE parameter array, layer by layer from the input on:
 *
 * <ul>
 *   <li>of a dense layer the kernel (inputs, units) row-major, the bias (units), if it has one, and
 *       alpha (units), if its activation is PReLU;
 *   <li>of a batch normalization gamma and beta, if it has them, the moving mean and the moving
 *       variance (columns each);
 *   <li>of an activation that is a layer of its own alpha (columns), if it is PReLU.
 * </ul>
 *
 * <p>Before a large first kernel with rows of whole cache lines lie {@value #GAP} numbers that are
 * always 0: a row that is read on its own, as those of sparse features are, then takes no cache
 * line more than it fills. The numbers of an array begin 16 bytes behind it, and a large array
 * itself begins with a cache line, at the front of a region of the G1 collector.
 */
public final class ParameterLayout {

  /** What the numbers of a slice are. */
  public enum Role {
    KERNEL,
    BIAS,
    /** The learned slopes of a PReLU below 0. */
    ALPHA,
    GAMMA,
    BETA,
    MOVING_MEAN,
    MOVING_VARIANCE;

    /** Whether the optimizer learns it; a moving average is only kept ({@link MovingAverages}). */
    public boolean trainable() {
      return this != MOVING_MEAN && this != MOVING_VARIANCE;
    }
  }

  /**
   * A named piece of the array: floats {@code offset … offset + rows·columns − 1}.
   *
   * @param name {@code dense_1/kernel}, {@code batch_normalization_1/gamma}; the layers of a kind
   *     count from 1
   * @param layer its index among the layers of its kind, from 0
   * @param rows a kernel's inputs; else 1
   * @param columns the layer's width
   * @param regularizer what is on these numbers: nothing but on a kernel, and on a bias if the
   *     layer chose it
   * @param initializer what they are before training
   */
  public record Slice(
      String name,
      Role role,
      int layer,
      int offset,
      int rows,
      int columns,
      RegularizerSpec regularizer,
      Initializer initializer) {

    /** The piece of an array that has this layout. */
    public Matrix of(float[] array) {
      return new Matrix(array, offset, rows, columns);
    }

    public int size() {
      return rows * columns;
    }

    /** The first element beyond it. */
    public int end() {
      return offset + size();
    }

    /** Whether it is a dense layer's kernel (inputs, units), and not one row of numbers. */
    public boolean kernel() {
      return role == Role.KERNEL;
    }

    public boolean trainable() {
      return role.trainable();
    }

    /** Factor of Σw² over these numbers in the objective. */
    public double l2() {
      return regularizer.l2();
    }
  }

  /** Numbers of a cache line without an array's first 16 bytes. */
  private static final int GAP = 12;

  /** Numbers of a cache line. */
  private static final int LINE = 16;

  /** Numbers from which on a kernel is large: 1 MiB, less stays in a processor's own cache. */
  private static final int LARGE = 1 << 18;

  private final List<Slice> slices = new ArrayList<>();
  private long end;

  /**
   * @throws IllegalArgumentException if the parameters do not fit into one array
   */
  public ParameterLayout(NetworkSpec network) {
    int width = network.inputs();
    int dense = 0;
    int normalizations = 0;
    int activations = 0;
    for (LayerSpec layer : network.layers()) {
      if (layer instanceof DenseSpec spec) {
        addDense(spec, dense++, width);
        width = spec.units();
      } else if (layer instanceof BatchNormalizationSpec spec) {
        addNormalization(spec, normalizations++, width);
      } else if (layer instanceof ActivationSpec spec) {
        String name = "activation_" + (activations + 1);
        if (spec.activation() instanceof PRelu prelu) {
          addAlpha(prelu, name, activations, width);
        }
        activations++;
      }
    }
  }

  private void addDense(DenseSpec spec, int layer, int inputs) {
    String name = "dense_" + (layer + 1);
    int units = spec.units();
    RegularizerSpec regularizer = spec.regularizer();
    add(name + "/kernel", Role.KERNEL, layer, inputs, units, regularizer, spec.initializer());
    if (spec.bias()) {
      add(name + "/bias", Role.BIAS, layer, 1, units, regularizer.ofBias(), new Zeros());
    }
    if (spec.activation() instanceof PRelu prelu) {
      addAlpha(prelu, name, layer, units);
    }
    requireRoom(name);
  }

  private void addNormalization(BatchNormalizationSpec spec, int layer, int width) {
    String name = "batch_normalization_" + (layer + 1);
    if (spec.scale()) {
      addRow(name + "/gamma", Role.GAMMA, layer, width, new Constant(1));
    }
    if (spec.center()) {
      addRow(name + "/beta", Role.BETA, layer, width, new Zeros());
    }
    addRow(name + "/moving_mean", Role.MOVING_MEAN, layer, width, new Zeros());
    addRow(name + "/moving_variance", Role.MOVING_VARIANCE, layer, width, new Constant(1));
    requireRoom(name);
  }

  private void addAlpha(PRelu prelu, String name, int layer, int width) {
    addRow(name + "/alpha", Role.ALPHA, layer, width, new Constant(prelu.alpha()));
    requireRoom(name);
  }

  private void addRow(String name, Role role, int layer, int width, Initializer initializer) {
    add(name, role, layer, 1, width, RegularizerSpec.none(), initializer);
  }

  private void add(
      String name,
      Role role,
      int layer,
      int rows,
      int columns,
      RegularizerSpec regularizer,
      Initializer initializer) {
    if (slices.isEmpty() && role == Role.KERNEL) {
      end = gapBefore(rows, columns);
    }
    slices.add(new Slice(name, role, layer, (int) end, rows, columns, regularizer, initializer));
    end += (long) rows * columns;
  }

  private static int gapBefore(long rows, int columns) {
    return rows * columns >= LARGE && columns % LINE == 0 ? GAP : 0;
  }

  private void requireRoom(String layer) {
    if (end > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "parameters must be fewer than 2^31. Received: %,d up to %s"
              .formatted(end - begin(), layer));
    }
  }

  /** The length of the array. */
  public int size() {
    return (int) end;
  }

  /** Where the first piece begins. */
  public int begin() {
    return slices.get(0).offset();
  }

  /** Numbers altogether. */
  public int numbers() {
    return size() - begin();
  }

  /**
   * An array of this layout.
   *
   * @param numbers all pieces, one behind the other
   */
  public float[] arrayOf(float[] numbers) {
    float[] array = new float[begin() + numbers.length];
    System.arraycopy(numbers, 0, array, begin(), numbers.length);
    return array;
  }

  /** All pieces of an array, one behind the other. */
  public float[] numbersOf(float[] array) {
    return Arrays.copyOfRange(array, begin(), array.length);
  }

  /** All pieces in the order of the array; they cover it from {@link #begin} on. */
  public List<Slice> slices() {
    return List.copyOf(slices);
  }

  /** The kernels alone, in layer order: what penalties and weight statistics are about. */
  public List<Slice> kernels() {
    return slices.stream().filter(Slice::kernel).toList();
  }

  void requireSize(float[] parameters) {
    if (parameters.length != size()) {
      throw new IllegalArgumentException(
          "parameters must hold %,d numbers. Received: %,d".formatted(size(), parameters.length));
    }
  }
}
