package org.lockstep.driver.report;

import java.nio.file.Path;
import org.lockstep.datasets.check.RejectedRows;

/** What was predicted: rows read, used and rejected, and the file or folder written. */
public record PredictionOutcome(RejectedRows rows, Path out) {}
