package org.lockstep.driver.barrier;

import java.io.Serializable;
import org.lockstep.driver.loop.PhaseSeconds;

/**
 * Where a rank's time went since it last said so.
 *
 * @param epoch the last that it has finished, counted from 1
 * @param last whether the rank has no more to say
 */
record RankTimes(int epoch, PhaseSeconds seconds, boolean last) implements Serializable {}
