package org.lockstep.driver.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.html.Page;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.run.StatusRecord;

/** One run. */
public final class RunPage {
  private RunPage() {}

  /** What a section shows of a run; an empty part is left out. */
  @FunctionalInterface
  interface Section {
    Part of(RunFiles run) throws IOException;
  }

  private static final List<Section> SECTIONS =
      List.of(
          ScoresSection::of,
          CurvesSection::of,
          ClassesSection::of,
          ProbabilitiesSection::of,
          BoundarySection::of,
          TermsSection::of,
          CoefficientsSection::of,
          MistakesSection::of,
          ErrorsSection::of,
          LayersSection::of,
          WeightsSection::of,
          TimeSection::of,
          DataSection::of,
          ReproduceSection::of,
          JobSection::of);

  /** The page of a run. */
  public static Page of(RunFiles run) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Section section : SECTIONS) {
      parts.add(section.of(run));
    }
    return new Page(title(run), subtitle(run), parts);
  }

  static String title(RunFiles run) throws IOException {
    Optional<String> title =
        run.job()
            .lines()
            .filter(line -> line.startsWith("title = "))
            .map(line -> line.substring("title = ".length()))
            .findFirst();
    return title
        .map(text -> com.typesafe.config.ConfigFactory.parseString("t = " + text).getString("t"))
        .orElse(run.name());
  }

  private static String subtitle(RunFiles run) throws IOException {
    Optional<StatusRecord> status = run.status();
    String network = run.metrics().path("network").asText("");
    return run.path()
        + status
            .map(
                at ->
                    " · "
                        + at.state().label()
                        + ", "
                        + at.updated().toString().replaceAll("\\..*", "Z"))
            .orElse("")
        + (network.isEmpty() ? "" : " · " + network);
  }
}
