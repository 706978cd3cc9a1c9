package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.lockstep.datasets.check.DataException;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.search.ledger.LedgerException;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.model.ModelFormatException;
import org.lockstep.trainer.onnx.OnnxFormatException;

/** Turns whatever ended a command into the sentence a user reads and the exit code. */
public final class Failures {
  /** The rule of files that cannot be opened. */
  public static final String NO_ACCESS = "a file must be readable or writable.";

  private static final int DEEPEST = 50;

  private Failures() {}

  /** The failure that an exception means; causes count, since Spark wraps what tasks throw. */
  public static Failure of(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      Optional<Failure> known = known(at);
      if (known.isPresent()) {
        return known.get();
      }
      at = at.getCause();
    }
    return SparkFailures.of(thrown).orElseGet(() -> unexpected(thrown));
  }

  private static Optional<Failure> known(Throwable thrown) {
    if (thrown instanceof RunException e) {
      return failure(e, e.exitCode());
    }
    if (thrown instanceof JobException e) {
      return failure(e, ExitCode.BAD_CONFIGURATION);
    }
    if (thrown instanceof DataException e) {
      return failure(
          e, e.kind() == DataException.Kind.MISSING ? ExitCode.INPUT_MISSING : ExitCode.BAD_DATA);
    }
    if (thrown instanceof ModelFormatException || thrown instanceof OnnxFormatException) {
      return Optional.of(new Failure(thrown.getMessage(), ExitCode.BAD_DATA));
    }
    if (thrown instanceof LedgerException e) {
      boolean full = e.getCause() instanceof IOException cause && DiskFailure.isFull(cause);
      return failure(e, full ? ExitCode.RESUMABLE : ExitCode.BAD_CONFIGURATION);
    }
    if (thrown instanceof DivergedException e) {
      return failure(e, ExitCode.BAD_CONFIGURATION);
    }
    if (thrown instanceof IOException e && DiskFailure.isFull(e)) {
      return Optional.of(
          new Failure("the disk must have room. Received: " + e.getMessage(), ExitCode.RESUMABLE));
    }
    if (thrown instanceof FileSystemException e) {
      return Optional.of(
          new Failure(NO_ACCESS + " Received: " + e.getMessage(), ExitCode.CANNOT_WRITE));
    }
    if (thrown instanceof OutOfMemoryError) {
      return Optional.of(
          new Failure(
              "the memory must hold the data and the network. Received: "
                  + thrown.getMessage()
                  + " (give the driver more with spark.driver.memory, executors with"
                  + " spark.executor.memory)",
              ExitCode.BAD_CONFIGURATION));
    }
    return Optional.empty();
  }

  private static Optional<Failure> failure(RuntimeException e, ExitCode exitCode) {
    return Optional.of(new Failure(e.getMessage(), exitCode));
  }

  private static Failure unexpected(Throwable thrown) {
    String what =
        thrown.getMessage() == null
            ? ""
            : ": " + thrown.getMessage().lines().findFirst().orElse("");
    String kind =
        thrown instanceof SparkException ? "Spark failed" : "Lockstep failed unexpectedly";
    return new Failure(kind + ": " + thrown.getClass().getSimpleName() + what, ExitCode.INTERNAL);
  }
}
