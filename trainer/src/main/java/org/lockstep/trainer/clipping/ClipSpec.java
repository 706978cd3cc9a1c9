package org.lockstep.trainer.clipping;

import java.io.Serializable;
import java.util.List;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * What is done to a step's mean gradient, penalties included, before the optimizer sees it. A
 * gradient that is not finite does not become finite by clipping, so that the run still notices.
 */
public sealed interface ClipSpec extends Serializable
    permits NoClip, ClipByValue, ClipByNorm, ClipByGlobalNorm {

  /** The word in a job file. */
  String name();

  /** Clips in place; the layout's pieces cover the gradient. */
  void clip(float[] gradient, ParameterLayout layout);

  /** All names, in the order of documentation. */
  static List<String> names() {
    return List.of("none", "value", "norm", "global_norm");
  }
}
