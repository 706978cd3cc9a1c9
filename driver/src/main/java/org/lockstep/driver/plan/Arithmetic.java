package org.lockstep.driver.plan;

/**
 * What this machine's arithmetic costs on the job's own rows, in seconds of one thread.
 *
 * @param stepSeconds of every step, whatever its rows: the dense layers' update, bookkeeping
 * @param rowSeconds of an example, forward and backward
 * @param touchedSeconds of updating a row of the first kernel that the step touches, with the steps
 *     that it had missed
 * @param workerSeconds of every further logical worker of a rank: its own pass and the merging of
 *     its rows
 * @param packSeconds of writing a float into a message
 * @param mergeSeconds of reading a float from a message and adding it
 * @param settleSeconds of bringing all rows up at an epoch's end
 * @param scoreSeconds of scoring a validation row
 * @param serialShare of a step that more threads do not speed up, 0 … 1
 */
public record Arithmetic(
    double stepSeconds,
    double rowSeconds,
    double touchedSeconds,
    double workerSeconds,
    double packSeconds,
    double mergeSeconds,
    double settleSeconds,
    double scoreSeconds,
    double serialShare) {

  /** A thread's time that c threads need for its work: s + (1 − s)/c (Amdahl 1967). */
  public double share(int threads) {
    return serialShare + (1 - serialShare) / threads;
  }
}
