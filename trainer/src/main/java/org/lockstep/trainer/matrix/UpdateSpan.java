package org.lockstep.trainer.matrix;

/**
 * What an {@link Updates} formula works on: the elements w[i] = {@code parameters[from + i]}, i
 * &lt; {@code length}, their gradient g[i] = {@code gradient[gradientFrom + i]}·{@code scale},
 * which is only read, and the steps to make, one after the other: the first with this gradient, the
 * others without any, as a row makes up for the steps that did not name it. Step s finds its rates
 * in {@code rates} from {@code ratesFrom + s·ratesPerStep} on.
 *
 * <p>The optimizer's state lies as the parameters do, at {@code from + i}. An object is filled anew
 * for every call and belongs to one thread; nothing is copied. A reference is stored only where it
 * changes: rows are many, and each store of one makes work for the garbage collector, whose thread
 * then takes a processor from those that train.
 */
public class UpdateSpan {
  private float[] parameters;
  private int from;
  private int length;
  private float[] gradient;
  private int gradientFrom;
  private float scale;
  private float[] rates;
  private int ratesFrom;
  private int ratesPerStep;
  private int steps;
  private float[] zeros;

  /** Where a vector implementation puts what is left after its whole vectors. */
  private UpdateSpan tail;

  public UpdateSpan() {
    this(0);
  }

  /**
   * @param elements of which it makes several steps without having to grow
   */
  public UpdateSpan(int elements) {
    zeros = new float[elements];
  }

  /** The elements, {@code length} from {@code from} on. */
  public UpdateSpan elements(float[] parameters, int from, int length) {
    if (this.parameters != parameters) {
      this.parameters = parameters;
    }
    this.from = from;
    this.length = length;
    return this;
  }

  /** Their gradient. */
  public UpdateSpan gradient(float[] gradient, int gradientFrom, float scale) {
    if (this.gradient != gradient) {
      this.gradient = gradient;
    }
    this.gradientFrom = gradientFrom;
    this.scale = scale;
    return this;
  }

  /** The steps to make and their rates. */
  public UpdateSpan steps(int steps, float[] rates, int ratesFrom, int ratesPerStep) {
    this.steps = steps;
    if (this.rates != rates) {
      this.rates = rates;
    }
    this.ratesFrom = ratesFrom;
    this.ratesPerStep = ratesPerStep;
    if (steps > 1 && zeros.length < length) {
      zeros = new float[length];
    }
    return this;
  }

  /** The same without the first {@code done} elements; the object is this one's to reuse. */
  public UpdateSpan after(int done) {
    if (tail == null) {
      tail = new UpdateSpan();
    }
    return tail.elements(parameters, from + done, length - done)
        .gradient(gradient, gradientFrom + done, scale)
        .steps(steps, rates, ratesFrom, ratesPerStep);
  }

  public float[] parameters() {
    return parameters;
  }

  public int from() {
    return from;
  }

  public int length() {
    return length;
  }

  public float[] gradient() {
    return gradient;
  }

  public int gradientFrom() {
    return gradientFrom;
  }

  public float scale() {
    return scale;
  }

  /** Where step {@code step}, counted from 0, finds its gradient. */
  public float[] gradient(int step) {
    return step == 0 ? gradient : zeros;
  }

  /** Of {@link #gradient(int)}. */
  public int gradientFrom(int step) {
    return step == 0 ? gradientFrom : 0;
  }

  /** Of {@link #gradient(int)}. */
  public float scale(int step) {
    return step == 0 ? scale : 1;
  }

  public float[] rates() {
    return rates;
  }

  public int ratesFrom() {
    return ratesFrom;
  }

  public int ratesPerStep() {
    return ratesPerStep;
  }

  public int steps() {
    return steps;
  }

  /** Rate {@code which} of step {@code step}, both counted from 0. */
  public float rate(int step, int which) {
    return rates[ratesFrom + step * ratesPerStep + which];
  }
}
