package org.lockstep.driver.reproduce;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.reproduce.Outcome.Figures;

/** Each constraint on the airline tweets from almost none to far too much. */
final class Regularisation implements Experiment {
  private static final String F1 = "macro_f1";
  private static final String VALIDATION = "validation macro_f1";
  private static final String TRAIN = "train macro_f1";

  @Override
  public String name() {
    return "regularisation";
  }

  @Override
  public Outcome run(Lab lab) throws IOException {
    Outcome.Builder out =
        Outcome.of(
            name(),
            "Airline tweets: each constraint from almost none to far too much",
            "The lecture's sweeps: over-fitting at one end, collapse at the other, an optimum"
                + " between.",
            VALIDATION,
            TRAIN,
            Trained.LENGTH,
            Trained.LEAST,
            Trained.LARGEST);
    sweep(lab, out, "L2, λ", Sweep.PENALTY, Sweep.PENALTIES, true, true);
    sweep(
        lab,
        out,
        "L1, λ",
        Sweep.SPARSITY,
        List.of("1e-3", "1e-2", "3e-2", "1e-1", "3e-1", "1", "3", "10"),
        true,
        true);
    sweep(lab, out, "dropout, rate", Sweep.DROPOUT, Sweep.RATES, false, true);
    sweep(
        lab,
        out,
        "max-norm, limit",
        Sweep.LONGEST,
        List.of("0.01", "0.1", "0.3", "1", "3", "5", "10", "20", "100"),
        true,
        false);
    return out.done(
        "The lecture has the ends and the optimum of L2 and dropout only: see the table of the"
            + " airline tweets. L1 and max-norm are here to compare. Where a column hardly falls at"
            + " its far end, the limit was not small enough to leave nothing.");
  }

  /**
   * @param tightens whether larger values constrain more
   */
  private static void sweep(
      Lab lab,
      Outcome.Builder out,
      String what,
      List<String> changes,
      List<String> values,
      boolean logarithmic,
      boolean tightens)
      throws IOException {
    Sweep sweep = Sweep.of(lab, "airline", changes, values, VALIDATION);
    for (Sweep.Point point : sweep.points()) {
      out.row(what + " " + point.word(), point.run().trained().figures(F1), point.run().how());
    }
    Figures first = figures(sweep.points().get(0), what);
    Figures last = figures(sweep.last(), what);
    Figures best = figures(sweep.best(), what);
    Figures loose = tightens ? first : last;
    Figures tight = tightens ? last : first;
    out.claim(
        what + ": over-fits at one end, has nothing learned at the other, is best between",
        sweep.bestIsBetween()
            && loose.value(TRAIN) - loose.value(VALIDATION) > 0.15
            && tight.value(VALIDATION) < 0.4,
        "validation %.3f (train %.3f), %.3f at %s, %.3f",
        loose.value(VALIDATION),
        loose.value(TRAIN),
        best.value(VALIDATION),
        sweep.best().word(),
        tight.value(VALIDATION));
    out.claim(
        what + ": the tighter the constraint, the smaller the weights",
        tight.value(Trained.LENGTH) < loose.value(Trained.LENGTH),
        "‖W‖₂ %.2f against %.2f",
        tight.value(Trained.LENGTH),
        loose.value(Trained.LENGTH));
    Lines scores =
        new Lines(Chart.id("regularisation " + what), what, what, "macro-F1")
            .line("training", sweep.places(), sweep.figures(F1, TRAIN))
            .line("validation", sweep.places(), sweep.figures(F1, VALIDATION))
            .mark("best", sweep.best().x());
    Lines lengths =
        new Lines(
                Chart.id("regularisation-length " + what),
                what + ": length of the weights",
                what,
                Trained.LENGTH)
            .line(Trained.LENGTH, sweep.places(), sweep.figures(F1, Trained.LENGTH));
    if (logarithmic) {
      scores.logX();
      lengths.logX();
    }
    out.chart(scores.chart("Best on validation at " + sweep.best().word() + "."));
    out.chart(lengths.chart("√Σw² of all kernels."));
  }

  private static Figures figures(Sweep.Point point, String what) {
    return new Figures(
        what + " " + point.word(), point.run().trained().figures(F1), Map.of(), point.run().how());
  }
}
