package org.lockstep.trainer.watching;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;

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

  /** Writes it. */
  public void write(ByteOutput out) throws IOException {
    out.flag(last.isPresent());
    if (last.isPresent()) {
      last.get().write(out);
    }
    out.number(findings.size());
    for (Finding finding : findings) {
      finding.write(out);
    }
  }

  /** What {@link #write} wrote. */
  public static Watched read(ByteInput in) throws IOException {
    Optional<LayerReport> last =
        in.flag() ? Optional.of(LayerReport.read(in)) : Optional.<LayerReport>empty();
    List<Finding> findings = new ArrayList<>();
    for (int left = in.count(Long.BYTES); left > 0; left--) {
      findings.add(Finding.read(in));
    }
    return new Watched(last, findings);
  }

  /** Of a run that was not watched. */
  public static Watched nothing() {
    return new Watched(Optional.empty(), List.of());
  }
}
