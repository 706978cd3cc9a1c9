package org.lockstep.driver.job;

import java.util.Optional;
import org.lockstep.driver.baseline.BaselineChoice;

/**
 * What is told of a run beside its tables.
 *
 * @param html whether {@code report.html} is written at the end
 * @param tensorboard whether {@code tensorboard/} is written as the run goes on
 * @param exactRun whether a training whose workers step on their own is followed by the exact one,
 *     to tell how far apart their scores are
 * @param baselines which simpler models are trained afterwards, to stand beside the scores
 * @param mlflow the server that is told, if there is one
 */
public record ReportSpec(
    boolean html,
    boolean tensorboard,
    boolean exactRun,
    BaselineChoice baselines,
    Optional<Mlflow> mlflow) {

  /**
   * An MLflow tracking server.
   *
   * @param url http or https, without a user's name and password
   * @param experiment the name under which runs stand together
   */
  public record Mlflow(String url, String experiment) {
    public Mlflow {
      if (!url.matches("https?://[^\\s/@?#]+(/[^\\s?#]*)?")) {
        throw new IllegalArgumentException(
            "url must be http:// or https:// and a host, without name and password (those are"
                + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD in the environment)."
                + " Received: "
                + url.replaceAll("//.*@", "//…@"));
      }
      if (experiment.isBlank()) {
        throw new IllegalArgumentException("experiment must not be blank. Received: \"\"");
      }
    }
  }

  /** The page and event files, no other training, and nothing sent anywhere. */
  public static ReportSpec byDefault() {
    return new ReportSpec(true, true, false, BaselineChoice.NONE, Optional.empty());
  }
}
