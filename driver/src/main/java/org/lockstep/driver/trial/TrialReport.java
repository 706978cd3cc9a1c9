package org.lockstep.driver.trial;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * What a slot answers: the scores of a training on the validation rows, or why there are none.
 *
 * <p>A plain class of texts, numbers and arrays: Spark's Kryo cannot serialise records.
 */
public final class TrialReport implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The columns of {@link #curve()}, of which the last two are the chosen metric's. */
  public static final List<String> CURVE = List.of("loss", "validation_loss", "metric", "score");

  private final String failure;
  private final boolean worthARetry;
  private final String[] names;
  private final double[] values;
  private final double[][] curve;
  private final int bestEpoch;
  private final int epochs;
  private final String stopReason;
  private final int parameters;
  private final String sha256;
  private final byte[] state;
  private final String slot;
  private final long beganMillis;
  private final double seconds;

  private TrialReport(Builder of) {
    this.failure = of.failure;
    this.worthARetry = of.worthARetry;
    this.names = of.scores.keySet().toArray(String[]::new);
    this.values = of.scores.values().stream().mapToDouble(Double::doubleValue).toArray();
    this.curve = of.curve;
    this.bestEpoch = of.bestEpoch;
    this.epochs = of.epochs;
    this.stopReason = of.stopReason;
    this.parameters = of.parameters;
    this.sha256 = of.sha256;
    this.state = of.state;
    this.slot = of.slot;
    this.beganMillis = of.beganMillis;
    this.seconds = of.seconds;
  }

  /** Why there are no scores; empty if there are. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether the same work may end otherwise: not if the arithmetic itself failed. */
  public boolean worthARetry() {
    return worthARetry;
  }

  /** {@code loss} and all metrics of the validation rows, under the parameters that are kept. */
  public Map<String, Double> scores() {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      scores.put(names[i], values[i]);
    }
    return Collections.unmodifiableMap(scores);
  }

  /** A row an epoch, with the columns of {@link #CURVE}; not to be changed. */
  public double[][] curve() {
    return curve;
  }

  /** Of which the parameters are kept; counted from 1. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** How many there are by now, those before this piece of the trial among them. */
  public int epochs() {
    return epochs;
  }

  /** A sentence for people. */
  public String stopReason() {
    return stopReason;
  }

  /** How many the network has. */
  public int parameters() {
    return parameters;
  }

  /** Of the parameters that are kept. */
  public String sha256() {
    return sha256;
  }

  /** From which the trial can go on; of length 0 if that was not asked for. */
  public byte[] state() {
    return state;
  }

  /** The executor that did it. */
  public String slot() {
    return slot;
  }

  /** When the slot began, by its clock. */
  public long beganMillis() {
    return beganMillis;
  }

  /** How long the slot was busy with it. */
  public double seconds() {
    return seconds;
  }

  /** {@code loss} and all metrics by name. */
  public static Map<String, Double> scores(Scores scores) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("loss", scores.loss());
    all.putAll(scores.values());
    return all;
  }

  private static double[][] curve(List<EpochRecord> history, String metric) {
    return history.stream()
        .map(
            epoch ->
                new double[] {
                  epoch.train().loss(),
                  epoch.validation().loss(),
                  value(epoch.train(), metric),
                  value(epoch.validation(), metric)
                })
        .toArray(double[][]::new);
  }

  /** NaN where a training's own scores are fewer than an evaluation's. */
  private static double value(Scores scores, String metric) {
    return metric.equals("loss") ? scores.loss() : scores.values().getOrDefault(metric, Double.NaN);
  }

  /** Collects what there is to tell; its time runs from its making on. */
  public static final class Builder {
    private String failure;
    private boolean worthARetry;
    private Map<String, Double> scores = Map.of();
    private double[][] curve = {};
    private int bestEpoch;
    private int epochs;
    private String stopReason = "";
    private int parameters;
    private String sha256 = "";
    private byte[] state = {};
    private final String slot;
    private final int together;
    private final long beganMillis = System.currentTimeMillis();
    private final long beganNanos = System.nanoTime();
    private double seconds;

    /**
     * @param slot a name for where the training runs
     */
    public Builder(String slot) {
      this(slot, 1);
    }

    /**
     * @param together trials that share the slot's time
     */
    Builder(String slot, int together) {
      this.slot = slot;
      this.together = together;
    }

    /**
     * A training that ended well.
     *
     * @param metric whose curve is kept beside the losses
     * @param scores of the validation rows
     */
    public Builder result(
        NetworkSpec network,
        TrainingSpec training,
        TrainingResult result,
        String metric,
        Map<String, Double> scores) {
      this.scores = scores;
      this.curve = curve(result.history(), metric);
      this.epochs = result.epochs();
      boolean best = training.earlyStopping().restoreBest();
      this.bestEpoch = best ? result.bestEpoch() : result.epochs();
      this.stopReason = result.stopReason();
      this.parameters = new ParameterLayout(network).numbers();
      this.sha256 = Parameters.sha256(result.parameters());
      return this;
    }

    /** From which the trial can go on; of length 0 for none. */
    public Builder state(byte[] state) {
      this.state = state;
      return this;
    }

    /** All of it. */
    public TrialReport done() {
      seconds = (System.nanoTime() - beganNanos) / 1e9 / together;
      return new TrialReport(this);
    }

    TrialReport failed(String reason, boolean worthARetry) {
      this.failure = reason;
      this.worthARetry = worthARetry;
      return done();
    }
  }
}
