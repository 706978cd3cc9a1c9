package org.lockstep.driver.page;

import java.io.IOException;
import java.util.List;
import org.lockstep.driver.chart.Bars;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.insight.TellingTerms;
import org.lockstep.driver.insight.TellingTerms.Term;
import org.lockstep.trainer.model.Model;

/** The terms that speak most for each class. */
final class TermsSection {
  private static final int MOST_TERMS = 15;
  private static final int MOST_CLASSES = 20;

  private TermsSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("terms", "Most telling terms");
    if (run.model().isEmpty()) {
      return part;
    }
    Model model = run.model().get();
    List<List<Term>> terms = TellingTerms.of(model, MOST_TERMS);
    if (terms.isEmpty()) {
      return part;
    }
    part.say(
        "How much a text that holds this one term moves the class's logit, against a text without"
            + " any known term. What terms mean together does not show.");
    for (int k = 0; k < Math.min(MOST_CLASSES, terms.size()); k++) {
      List<Term> each = terms.get(k);
      if (each.isEmpty()) {
        continue;
      }
      String label = model.labels().get(k);
      part.add(
          new Bars(
                  "terms-%d-%s".formatted(k + 1, Chart.id(label)),
                  label,
                  "term",
                  "change of the logit",
                  each.stream().map(Term::term).toList())
              .lying()
              .series("change of the logit", each.stream().mapToDouble(Term::effect).toArray())
              .chart("The strongest: %s.".formatted(each.get(0).term())));
    }
    if (terms.size() > MOST_CLASSES) {
      part.say("The first %d of %d labels.".formatted(MOST_CLASSES, terms.size()));
    }
    return part;
  }
}
