package org.lockstep.driver.page;

import java.io.IOException;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;

/** The resolved job: every key with its value. */
final class JobSection {
  private JobSection() {}

  static Part of(RunFiles run) throws IOException {
    return new Part("job", "Job")
        .add(
            Html.of("pre", "tabindex", "0", "role", "region", "aria-label", "The resolved job")
                .text(run.job()));
  }
}
