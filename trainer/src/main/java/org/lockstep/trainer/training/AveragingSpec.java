package org.lockstep.trainer.training;

import java.io.Serializable;

/**
 * How many steps the logical workers take on their own between two averages: the averaging period τ
 * of epoch e, counted from 0,
 *
 * <pre>
 *   τ(e) = min(most, start·growth^⌊e / everyEpochs⌋)
 * </pre>
 *
 * <p>τ = 1 is exact synchronous SGD: gradients are averaged in every step. With τ &gt; 1 the steps
 * [iτ, (i+1)τ) of an epoch are a round, its last one cut off by the epoch's end, and within a round
 * every worker v has its own copy of the parameters θ and of the optimizer's state s, with which it
 * makes an optimizer step for each of the round's steps t, from the rows that it has in the global
 * batch t:
 *
 * <pre>
 *   wᵥ(t) = Σ wᵢ of worker v's rows of step t;   gᵥ(t) = (Σ wᵢ·∂ℓᵢ/∂θᵥ) / wᵥ(t)
 *   (θᵥ, sᵥ) ← step t of the optimizer with gᵥ(t), if wᵥ(t) &gt; 0
 *   after the round  Wᵥ = Σₜ wᵥ(t);   θ ← Σᵥ Wᵥ·θᵥ / Σᵥ Wᵥ,   s ← Σᵥ Wᵥ·sᵥ / Σᵥ Wᵥ
 * </pre>
 *
 * <p>Step numbers, and with them learning rates, bias corrections and dropout, are those of the
 * whole training, whether or not a worker had rows. Penalties, weight decay, clipping and max-norms
 * act in each worker's own steps, on its own gradient and copy. The moving averages of a batch
 * normalization are parameters, so they are averaged with them. All arrays of {@link
 * org.lockstep.trainer.optimizer.Optimizer#state} are averaged. {@code RoundAverage} gives the
 * floating-point operations, so the bits depend on (data, network, training spec) alone.
 *
 * <p>Sources: SparkNet's τ (Moritz et al. 2016, "SparkNet: Training Deep Networks in Spark",
 * section 2.2); local SGD (Stich 2019, "Local SGD Converges Fast and Communicates Little");
 * averaging the state too as in Yu et al. 2019 ("On the Linear Speedup Analysis of Communication
 * Efficient Momentum SGD"); H in DiLoCo (Douillard et al. 2023). Every step early and a period that
 * grows geometrically by stages: STL-SGD (Shen et al. 2021, "Speeding Up Local SGD with Stagewise
 * Communication Period"); {@code most = growth} and one change is post-local SGD (Lin et al. 2020,
 * "Don't Use Large Mini-Batches, Use Local SGD").
 *
 * @param start τ of the first epochs, ≥ 1
 * @param growth by which factor τ grows, ≥ 1; 1 for a fixed period
 * @param everyEpochs epochs of one period, ≥ 1
 * @param most the longest period, ≥ {@code start}
 */
public record AveragingSpec(int start, int growth, int everyEpochs, int most)
    implements Serializable {

  public AveragingSpec {
    require("start", start, 1);
    require("growth", growth, 1);
    require("everyEpochs", everyEpochs, 1);
    require("most", most, start);
  }

  /** Gradients are averaged in every step. */
  public static AveragingSpec everyStep() {
    return every(1);
  }

  /**
   * A fixed period.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public static AveragingSpec every(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("averagingPeriod must be >= 1. Received: " + steps);
    }
    return new AveragingSpec(steps, 1, 1, steps);
  }

  /** Whether every step of every epoch is exact synchronous SGD. */
  public boolean isExact() {
    return start == 1 && (growth == 1 || most == 1);
  }

  /** Whether all epochs have the same period. */
  public boolean isFixed() {
    return growth == 1 || most == start;
  }

  /**
   * τ of an epoch.
   *
   * @param epoch counted from 0
   */
  public int periodOf(int epoch) {
    long period = start;
    for (int stage = epoch / everyEpochs; stage > 0 && period < most && growth > 1; stage--) {
      period *= growth;
    }
    return (int) Math.min(most, period);
  }

  /**
   * Whether there is an average after a step.
   *
   * @param epoch counted from 0
   * @param step counted from 0 within the epoch
   * @param steps of the epoch
   */
  public boolean endsRound(int epoch, int step, int steps) {
    return step + 1 == steps || (step + 1) % periodOf(epoch) == 0;
  }

  /** For people: {@code every 4 steps}. */
  public String words() {
    if (isFixed()) {
      return start == 1 ? "every step" : "every %d steps".formatted(start);
    }
    return "every %s, times %d every %s, up to %d"
        .formatted(
            start == 1 ? "step" : start + " steps",
            growth,
            everyEpochs == 1 ? "epoch" : everyEpochs + " epochs",
            most);
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be >= %s. Received: %d"
              .formatted(name, name.equals("most") ? "start, " + least : "1", value));
    }
  }
}
