package org.lockstep.trainer.network;

import org.lockstep.trainer.activation.Activation;

/**
 * An activation as a layer of its own, y = f(x): for where it does not directly follow a dense
 * layer, as after {@link BatchNormalizationSpec}.
 */
public record ActivationSpec(Activation activation) implements LayerSpec {

  @Override
  public String word() {
    return "activation";
  }
}
