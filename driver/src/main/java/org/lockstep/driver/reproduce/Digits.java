package org.lockstep.driver.reproduce;

import java.io.IOException;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.reproduce.Outcome.Figures;
import org.lockstep.trainer.data.Split;

/** 8×8 digits: 0 against 1 with 25-15-1, and all ten with 25-15-10. */
final class Digits implements Experiment {
  private static final String TEST = "test accuracy";

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public Outcome run(Lab lab) throws IOException {
    Outcome.Builder out =
        Outcome.of(
            name(),
            "Handwritten digits, 8×8: 0 against 1, and all ten",
            "The lecture's networks 25-15-1 and 25-15-10: two digits are told apart without an"
                + " error or nearly, ten with a few.",
            TEST,
            "validation accuracy",
            "train accuracy",
            Trained.LENGTH);
    Lab.Run two = lab.train(name(), "data.labels=[\"0\", \"1\"]", "data.maxRejected=95%");
    Lab.Run ten = lab.train(name());
    Figures pair = out.row("0 against 1, 25-15-1", two.trained().figures("accuracy"), two.how());
    Figures all = out.row("all ten, 25-15-10", ten.trained().figures("accuracy"), ten.how());
    out.claim(
        "0 and 1 are told apart (test accuracy at least 0.99)",
        pair.value(TEST) >= 0.99,
        "%.4f",
        pair.value(TEST));
    out.claim("all ten are (at least 0.94)", all.value(TEST) >= 0.94, "%.4f", all.value(TEST));
    out.chart(
        new Lines("digits-loss", "Loss by epoch, ten digits", "epoch", "loss")
            .byEpoch("training", ten.trained().curve(Split.TRAIN, "loss"))
            .byEpoch("validation", ten.trained().curve(Split.VALIDATION, "loss"))
            .chart("25-15-10 on all ten digits."));
    return out.done(
        "The lecture's figures for these are not in the notes that we have. Units are ReLU, trained"
            + " by Adam at 0.004; 60% of the rows are for training.");
  }
}
