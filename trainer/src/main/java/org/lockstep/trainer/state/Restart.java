package org.lockstep.trainer.state;

import java.io.Serializable;

/**
 * How one of several trainings from different initial parameters ended.
 *
 * @param number counted from 1
 * @param score the monitored quantity of the epoch whose parameters it would keep
 * @param bestEpoch counted from 1
 * @param epochs how many were run
 * @param stopReason a sentence for people
 */
public record Restart(int number, double score, int bestEpoch, int epochs, String stopReason)
    implements Serializable {}
