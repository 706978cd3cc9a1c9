package org.lockstep.driver.checkpoint;

import java.util.Optional;

/**
 * What came of a run's checkpoints.
 *
 * @param written whole
 * @param failed those that should have been written and were not
 * @param endLost why the state of the end is not among those written; empty if it is, or if the
 *     training did not come to its end
 */
public record SavedCheckpoints(int written, int failed, Optional<String> endLost) {}
