package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.mlflow.MlflowRun;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.Follower;
import org.lockstep.driver.run.Followers;
import org.lockstep.driver.tensorboard.TensorBoardFiles;

/** Those who follow a run, as its job says. */
final class Following {
  private static final int PATIENCE_SECONDS = 30;

  private Following() {}

  static Followers of(JobSpec job, Path run, Terminal terminal) throws IOException {
    List<Follower> followers = new ArrayList<>();
    if (job.report().tensorboard()) {
      followers.add(new TensorBoardFiles(run));
    }
    job.report()
        .mlflow()
        .ifPresent(
            server ->
                followers.add(
                    new MlflowRun(
                        run, server.url(), server.experiment(), job.name(), System.getenv())));
    return new Followers(followers, terminal::warn, PATIENCE_SECONDS);
  }
}
