package org.lockstep.driver.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockstep.trainer.metric.ClassScores;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;

/** What the losses of the epochs and the final scores say in words; each thing once. */
public final class EpochWarnings {
  /** Epochs in a row of the same sign before it is said. */
  private static final int EPOCHS = 3;

  /** A validation loss that rises by less than this share of the best is noise. */
  private static final double RISE = 0.02;

  /** Epochs in a row that must show nothing learned. */
  private static final int STUCK_EPOCHS = 5;

  /** A training loss that falls by less than this share has not moved. */
  private static final double FALL = 0.01;

  /** An accuracy, or R², beyond the constant answer's by less than this says nothing. */
  private static final double CONSTANT = 0.005;

  private final List<Finding> told = new ArrayList<>();
  private final Deque<EpochRecord> constant = new ArrayDeque<>();
  private EpochRecord best;
  private double least = Double.POSITIVE_INFINITY;
  private int worse;
  private int rising;

  /** The findings that this epoch adds. */
  public List<Finding> observe(EpochRecord epoch) {
    List<Finding> news = new ArrayList<>();
    diverging(epoch).ifPresent(news::add);
    overFitting(epoch).ifPresent(news::add);
    plateau(epoch).ifPresent(news::add);
    news.removeIf(finding -> told.stream().anyMatch(known -> known.kind().equals(finding.kind())));
    told.addAll(news);
    return news;
  }

  /** Of all epochs of a training. */
  public static List<Finding> of(List<EpochRecord> epochs) {
    EpochWarnings warnings = new EpochWarnings();
    epochs.forEach(warnings::observe);
    return List.copyOf(warnings.told);
  }

  /** The classes or labels that have rows and are never predicted. */
  public static List<Finding> neverPredicted(Scores scores, List<String> labels, int epoch) {
    List<Finding> findings = new ArrayList<>();
    for (int c = 0; c < scores.classes().size(); c++) {
      long support = scores.classes().get(c).support();
      if (support > 0 && predicted(scores, c) == 0) {
        String sentence =
            "\"%s\" is never predicted, though %,d rows are of it. Try training.classWeight = balanced, more epochs, or a higher learning rate"
                .formatted(labels.get(c), support);
        findings.add(new Finding(epoch, "never_predicted", "", sentence));
      }
    }
    return findings;
  }

  private static double predicted(Scores scores, int label) {
    if (scores.confusion().isEmpty()) {
      return scores.classes().get(label).recall();
    }
    long sum = 0;
    for (long[] row : scores.confusion().get()) {
      sum += row[label];
    }
    return sum;
  }

  private Optional<Finding> diverging(EpochRecord epoch) {
    double loss = epoch.train().loss();
    rising = loss > 1.5 * least ? rising + 1 : 0;
    least = Math.min(least, loss);
    if (rising < EPOCHS) {
      return Optional.empty();
    }
    String sentence =
        String.format(
            Locale.ROOT,
            "the training diverges: its loss was %.4f and is %.4f, for %d epochs far above the"
                + " least. Try a lower learning rate, clip the gradient by global norm, or scale"
                + " the inputs",
            least,
            loss,
            rising);
    return Optional.of(new Finding(epoch.epoch(), "diverging", "", sentence));
  }

  /** The loss stands still where one answer for all rows is as good as the network's. */
  private Optional<Finding> plateau(EpochRecord epoch) {
    Optional<String> answer = constantAnswer(epoch.train());
    if (answer.isEmpty()) {
      constant.clear();
      return Optional.empty();
    }
    constant.addLast(epoch);
    if (constant.size() <= STUCK_EPOCHS) {
      return Optional.empty();
    }
    double before = constant.removeFirst().train().loss();
    double loss = epoch.train().loss();
    if (loss < (1 - FALL) * before) {
      return Optional.empty();
    }
    String sentence =
        String.format(
            Locale.ROOT,
            "a plateau: for %d epochs the training loss has stayed at %.4f, and %s. Try another"
                + " activation (relu, gelu) or initializer, a higher learning rate (lockstep"
                + " lr-find), or scale the inputs",
            STUCK_EPOCHS,
            loss,
            answer.get());
    return Optional.of(new Finding(epoch.epoch(), "plateau", "", sentence));
  }

  /** What a constant answer has in common with these scores; nothing where they are better. */
  private static Optional<String> constantAnswer(Scores train) {
    if (train.confusion().isPresent()) {
      long most = train.classes().stream().mapToLong(ClassScores::support).max().orElse(0);
      double share = (double) most / train.rows();
      return train.value("accuracy") <= share + CONSTANT
          ? Optional.of("the answers are no better than the most frequent class for every row")
          : Optional.empty();
    }
    return train.values().getOrDefault("r2", 1.0) <= CONSTANT
        ? Optional.of("the answers are no better than the mean for every row")
        : Optional.empty();
  }

  private Optional<Finding> overFitting(EpochRecord epoch) {
    double loss = epoch.validation().loss();
    if (epoch.validation().rows() == 0 || Double.isNaN(loss)) {
      return Optional.empty();
    }
    if (best == null || loss < best.validation().loss()) {
      best = epoch;
      worse = 0;
      return Optional.empty();
    }
    boolean learns = epoch.train().loss() < best.train().loss();
    worse = learns && loss > (1 + RISE) * best.validation().loss() ? worse + 1 : 0;
    if (worse < EPOCHS) {
      return Optional.empty();
    }
    String sentence =
        String.format(
            Locale.ROOT,
            "over-fitting since epoch %d: the validation loss rose from %.4f to %.4f while the"
                + " training loss fell from %.4f to %.4f. Try dropout, l2 or weight decay, then fewer"
                + " units; earlyStopping keeps the best epoch",
            best.epoch(),
            best.validation().loss(),
            loss,
            best.train().loss(),
            epoch.train().loss());
    return Optional.of(new Finding(epoch.epoch(), "over_fitting", "", sentence));
  }
}
