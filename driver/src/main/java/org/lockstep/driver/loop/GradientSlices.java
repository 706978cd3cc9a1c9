package org.lockstep.driver.loop;

import java.util.List;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;

/** Gradients; totals and touched rows travel with slice 0, the others carry none. */
final class GradientSlices implements Slices<Gradient> {
  private static final long serialVersionUID = 1L;

  @Override
  public Gradient add(Gradient left, Gradient right) {
    left.add(right);
    return left;
  }

  @Override
  public Gradient slice(Gradient whole, int slice, int slices) {
    int parameters = whole.sums().length;
    int from = Slices.start(slice, slices, parameters);
    int to = Slices.start(slice + 1, slices, parameters);
    Totals totals = slice == 0 ? whole.totals() : whole.totals().newInstance();
    Gradient copy = new Gradient(to - from, totals, slice == 0 ? whole.touched() : null);
    System.arraycopy(whole.sums(), from, copy.sums(), 0, to - from);
    return copy;
  }

  @Override
  public Gradient join(List<Gradient> slices) {
    Gradient first = slices.get(0);
    int parameters = slices.stream().mapToInt(slice -> slice.sums().length).sum();
    Gradient whole = new Gradient(parameters, first.totals(), first.touched());
    int from = 0;
    for (Gradient slice : slices) {
      System.arraycopy(slice.sums(), 0, whole.sums(), from, slice.sums().length);
      from += slice.sums().length;
    }
    return whole;
  }
}
