package org.lockstep.trainer.clipping;

import org.lockstep.trainer.network.ParameterLayout;

/** The gradient stays as it is. */
public record NoClip() implements ClipSpec {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public void clip(float[] gradient, ParameterLayout layout) {
    // nothing to do
  }
}
