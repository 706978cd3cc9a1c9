package org.lockstep.trainer.network;

/**
 * Inverted dropout (Srivastava et al. 2014, as in Keras): in training each value is kept with
 * probability 1 − rate and then divided by 1 − rate, else set to 0; in evaluation nothing happens.
 *
 * @param rate the share of values that is dropped, in [0, 1)
 */
public record DropoutSpec(double rate) implements LayerSpec {

  public DropoutSpec {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate must be in [0, 1). Received: " + rate);
    }
  }

  @Override
  public String word() {
    return "dropout";
  }
}
