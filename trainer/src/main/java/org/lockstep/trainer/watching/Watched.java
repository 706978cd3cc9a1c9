package org.lockstep.trainer.watching;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What watching a run has brought.
 *
 * @param last the last report; empty if watching was off
 * @param findings all of the run, in the order of their discovery
 */
public record Watched(Optional<LayerReport> last, List<Finding> findings) implements Serializable {

  public Watched {
    findings = List.copyOf(findings);
  }

  /** Of a run that was not watched. */
  public static Watched nothing() {
    return new Watched(Optional.empty(), List.of());
  }
}
