package org.lockstep.driver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.lockstep.driver.plan.Arithmetic;
import org.lockstep.driver.plan.MachineTimes;
import org.lockstep.driver.plan.Plan;
import org.lockstep.driver.plan.Prediction;
import org.lockstep.driver.plan.Workload;

/** A plan as tables and words. */
public final class PlanReport {
  private PlanReport() {}

  /** What was measured, what is predicted, and the advice, a line each. */
  public static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    machine(plan, lines);
    lines.add("");
    predictions(plan, lines);
    lines.add("");
    lines.add("answer     " + plan.oneMachine());
    lines.add("fastest    " + best(plan.best()) + ", the job as it is");
    if (plan.rows().stream().anyMatch(row -> beyondWorkers(plan, row.prediction()))) {
      lines.add(
          "* a core needs a logical worker: training.workers must be raised from %,d to the number shown; batch and"
                  .formatted(plan.job().workers())
              + " period stay, the bits of the result do not");
    }
    choices("batchSize", plan.batches(), true, lines);
    choices("averagingPeriod", plan.periods(), false, lines);
    lines.add(
        "Another batch size or averaging period is another training: its result differs, and only a"
            + " run shows whether it is as good.");
    return lines;
  }

  /** A measured run beside the model. */
  public static String line(Plan.MeasuredRun run) {
    return text(
        "run        %s: %.3f ms an epoch, the model says %.3f ms (%+.1f%%)",
        run.what(), 1e3 * run.measuredSeconds(), 1e3 * run.predictedSeconds(), 100 * run.error());
  }

  /** How far the model is from what it was compared with. */
  public static String error(Plan plan) {
    double simulated =
        plan.rows().stream().mapToDouble(row -> Math.abs(row.error().orElse(0))).max().orElse(0);
    String words = text("off by at most %.1f%% from the simulation", 100 * simulated);
    if (!plan.runs().isEmpty()) {
      double runs = plan.runs().stream().mapToDouble(run -> Math.abs(run.error())).max().orElse(0);
      words += text(", by at most %.1f%% from the runs on this machine", 100 * runs);
    }
    return "error      the model is " + words;
  }

  private static void machine(Plan plan, List<String> lines) {
    Workload job = plan.job();
    MachineTimes machine = plan.machine();
    Arithmetic cost = machine.arithmetic();
    lines.add(
        text(
            "measured   on %,d of %,d training rows: %s a step + %s a row%s, %s a further worker;"
                + " %.0f%% of a step is serial",
            plan.sampledRows(),
            job.trainRows(),
            micros(cost.stepSeconds()),
            micros(cost.rowSeconds()),
            job.touched().isEmpty()
                ? ""
                : " + " + micros(cost.touchedSeconds()) + " a touched feature",
            micros(cost.workerSeconds()),
            100 * cost.serialShare()));
    for (MachineTimes.Point point : machine.points()) {
      lines.add(
          text(
              "           batch %,7d: %9.3f ms a step, fitted %9.3f ms (%+.1f%%)%s",
              point.batchSize(),
              1e3 * point.seconds(),
              1e3 * point.fittedSeconds(),
              100 * point.error(),
              job.touched().isEmpty()
                  ? ""
                  : text(", touches %,.0f features", job.touchedRows(point.batchSize()))));
    }
    lines.add(
        text(
            "noise      %.1f%% of a step, standard deviation; messages %s of processor, %.2f ns a"
                + " float packed, %.2f ns merged",
            100 * plan.noise().variation(),
            micros(plan.link().messageSeconds()),
            1e9 * cost.packSeconds(),
            1e9 * cost.mergeSeconds()));
  }

  private static void predictions(Plan plan, List<String> lines) {
    lines.add(
        "executors cores workers   step ms = compute +   merge + network +    wait  epochs/h"
            + " speed-up efficiency   MB/step simulated  error");
    for (Plan.Row row : plan.rows()) {
      Prediction p = row.prediction();
      lines.add(
          text(
              "%,9d %5d %6d%s %9.3f   %7.3f   %7.3f   %7.3f   %7.3f %9s %8.2f %9.1f%% %9.3f %s",
              p.cluster().executors(),
              p.cluster().cores(),
              p.workers(),
              beyondWorkers(plan, p) ? "*" : " ",
              1e3 * p.stepSeconds(),
              1e3 * p.computeSeconds(),
              1e3 * p.mergeSeconds(),
              1e3 * p.networkSeconds(),
              1e3 * p.waitSeconds(),
              text("%,.0f", p.epochsPerHour()),
              p.speedUp(),
              100 * p.efficiency(),
              p.bytesPerStep() / 1e6,
              simulated(row.simulatedSeconds(), row.error())));
    }
  }

  private static String simulated(OptionalDouble seconds, OptionalDouble error) {
    return seconds.isEmpty()
        ? "        –"
        : text("%9.3f %+5.1f%%", 1e3 * seconds.getAsDouble(), 100 * error.getAsDouble());
  }

  private static boolean beyondWorkers(Plan plan, Prediction prediction) {
    return prediction.workers() > plan.job().workers();
  }

  private static void choices(
      String key, List<Plan.Choice> choices, boolean batch, List<String> lines) {
    lines.add("");
    lines.add(text("%-15s executors  epochs/h  over the job on one machine", key));
    double most = choices.stream().mapToDouble(Plan.Choice::overJob).max().orElse(0);
    for (Plan.Choice choice : choices) {
      Prediction best = choice.best();
      lines.add(
          text(
              "%,15d %,9d %9s  %.2f×%s",
              batch ? best.batchSize() : best.period(),
              best.cluster().executors(),
              text("%,.0f", best.epochsPerHour()),
              choice.overJob(),
              choice.overJob() == most ? "  the best" : ""));
    }
  }

  private static String best(Prediction p) {
    return text(
        "%,d executor%s: %,.0f epochs an hour, %.2f times one machine, efficiency %.0f%%",
        p.cluster().executors(),
        p.cluster().executors() == 1 ? "" : "s",
        p.epochsPerHour(),
        p.speedUp(),
        100 * p.efficiency());
  }

  private static String micros(double seconds) {
    return text("%.3g us", 1e6 * seconds);
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
