package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.html.Page;
import org.lockstep.driver.html.Part;

/** A search: its trials, and after them the winner's run. */
public final class SearchPage {
  private SearchPage() {}

  /** Whether the directory is one of a search. */
  public static boolean is(RunFiles run) throws IOException {
    return run.table("trials.csv").isPresent();
  }

  /** The page of a search. */
  public static Page of(RunFiles run) throws IOException {
    List<Part> parts = new ArrayList<>();
    Trials trials = Trials.of(run);
    parts.add(TrialsSection.of(run, trials));
    parts.add(ParametersSection.of(run, trials));
    CostsSection.of(run, trials).ifPresent(parts::add);
    parts.add(DivisionsSection.of(run, trials));
    OuterSection.of(run, trials).ifPresent(parts::add);
    Page winner = RunPage.of(run);
    parts.addAll(winner.parts());
    JsonNode best = run.json("search.json").path("best");
    String subtitle =
        best.isMissingNode()
            ? winner.subtitle()
            : winner.subtitle()
                + " · best trial "
                + best.path("trial").asInt()
                + ", whose run the sections after the search show";
    return new Page(winner.title(), subtitle, parts);
  }
}
