package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.baseline.BaselineChoice;

/** The keys of {@code report}, in both directions. */
final class ReportKeys {
  private static final String EXACT_RUN = "exactRun";
  private static final String BASELINES = "baselines";
  private static final String MLFLOW = "mlflow";
  private static final String EXPERIMENT = "lockstep";

  private ReportKeys() {}

  static ReportSpec read(Section section) {
    ReportSpec byDefault = ReportSpec.byDefault();
    boolean html = section.flag("html", byDefault.html());
    boolean tensorboard = section.flag("tensorboard", byDefault.tensorboard());
    boolean exactRun = section.flag(EXACT_RUN, byDefault.exactRun());
    String baselines =
        section.word(
            BASELINES, Words.word(byDefault.baselines()), Words.of(BaselineChoice.values()));
    Optional<ReportSpec.Mlflow> mlflow =
        section.has(MLFLOW) ? mlflow(section.section(MLFLOW)) : Optional.empty();
    section.finish();
    return new ReportSpec(
        html, tensorboard, exactRun, Words.parse(BaselineChoice.class, baselines), mlflow);
  }

  private static Optional<ReportSpec.Mlflow> mlflow(Section section) {
    if (!section.has("url")) {
      section.missing("url");
    }
    String url = section.text("url", "http://127.0.0.1:5000");
    String experiment = section.text("experiment", EXPERIMENT);
    section.finish();
    return section.build(() -> new ReportSpec.Mlflow(url, experiment));
  }

  static Map<String, Object> write(ReportSpec spec) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("html", spec.html());
    keys.put("tensorboard", spec.tensorboard());
    keys.put(EXACT_RUN, spec.exactRun());
    keys.put(BASELINES, Words.word(spec.baselines()));
    spec.mlflow()
        .ifPresent(
            server -> {
              Map<String, Object> inner = new LinkedHashMap<>();
              inner.put("url", server.url());
              inner.put("experiment", server.experiment());
              keys.put(MLFLOW, inner);
            });
    return keys;
  }
}
