package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.LookUp;

/** The real command with real child processes. */
class VerifyEndToEndTest {
  @TempDir private Path folder;
  private final CommandLine lockstep = new CommandLine(LookUp.ofProcess());

  private int verify(String... words) throws IOException {
    Path rows = folder.resolve("rows.csv");
    StringBuilder csv = new StringBuilder("x,y,kind\n");
    for (int i = 0; i < 90; i++) {
      csv.append(i * 0.1).append(',').append(Math.sin(i)).append(',').append("abc".charAt(i % 3));
      csv.append('\n');
    }
    Files.writeString(rows, csv);
    Path job = folder.resolve("small.conf");
    Files.writeString(
        job,
        """
        data { source = csv, path = "%s", label = kind }
        features.columns = [x, y]
        network.layers = [{ type = dense, units = 5 }]
        training { batchSize = 16, averagingPeriod = 2 }
        """
            .formatted(rows));
    String[] all = new String[words.length + 2];
    all[0] = "verify";
    all[1] = job.toString();
    System.arraycopy(words, 0, all, 2, words.length);
    return lockstep.run("local[1]", all);
  }

  @Test
  void bothLoopsOfAJobWithLocalStepsGiveTheSameBits() throws IOException {
    Path out = folder.resolve("runs");
    assertThat(verify("--only", "loops,resume", "--out", out.toString()))
        .as("%s %s", lockstep.out(), lockstep.errors())
        .isZero();
    assertThat(lockstep.out())
        .contains("two threads", "round loop", "resumed after epoch 1", "same bits in all 3 runs: ")
        .contains(CommandLine.modelSha256(out.resolve("run-2")));
    assertThat(Files.readString(out.resolve("run-1.out"))).contains("averaging  every 2 steps");
    assertThat(Files.readString(out.resolve("run-3.out"))).contains("epoch 1/1 ", "epoch 2/2 ");
  }

  @Test
  void whatIsAskedForMustExist() throws IOException {
    assertThat(verify("--only", "loop")).isEqualTo(2);
    assertThat(lockstep.errors())
        .contains(
            "--only must be one or more of threads, loops, partitions, kernels, resume, cluster.");
    assertThat(verify("--only", "cluster")).isEqualTo(2);
    assertThat(lockstep.errors()).contains("--only cluster must come with --cluster MASTER.");
    assertThat(verify("--out", folder.toString())).isEqualTo(73);
    assertThat(verify("--epochs", "0")).isEqualTo(78);
    assertThat(lockstep.errors()).contains("training.epochs must be >= 1. Received: 0");
  }
}
