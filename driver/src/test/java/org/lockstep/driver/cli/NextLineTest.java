package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.report.ShellWord;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.Failures;

class NextLineTest {
  private static final List<String> TRAIN =
      List.of("train", "my job.conf", "--set", "a=b c", "--out", "runs/x");

  private static Optional<String> after(ExitCode code, String sentence, List<String> words) {
    return NextLine.of(new Failure(sentence, code), words, !words.contains("status"));
  }

  @Test
  void aJobOrItsDataAreTriedDry() {
    String check = "submit/lockstep check 'my job.conf' --set 'a=b c'";
    assertThat(after(ExitCode.BAD_CONFIGURATION, "unknown key", TRAIN)).contains(check);
    assertThat(after(ExitCode.BAD_DATA, "row 7 is odd", TRAIN)).contains(check);
    assertThat(after(ExitCode.INPUT_MISSING, "no run", List.of("status", "runs/x")))
        .contains("submit/lockstep status --help");
  }

  @Test
  void whatIsThereIsLeftAlone() {
    assertThat(after(ExitCode.CANNOT_WRITE, "must be new", TRAIN))
        .contains("submit/lockstep train 'my job.conf' --set 'a=b c' --out runs/x-2");
    assertThat(after(ExitCode.CANNOT_WRITE, "exists", List.of("predict", "r", "--out", "p.csv")))
        .contains("submit/lockstep predict r --out p-2.csv");
  }

  @Test
  void aDraftIsWrittenElsewhere() {
    assertThat(after(ExitCode.CANNOT_WRITE, "must not exist", List.of("init", "d/x.tsv.gz")))
        .contains("submit/lockstep init d/x.tsv.gz --out x-2.conf");
    String denied = Failures.NO_ACCESS + " Received: x.conf";
    Path elsewhere = Path.of(System.getProperty("java.io.tmpdir"));
    assertThat(after(ExitCode.CANNOT_WRITE, denied, List.of("init", "--label", "y", "x.csv")))
        .contains(
            "submit/lockstep init --label y x.csv --out "
                + ShellWord.of(elsewhere.resolve("x.conf")));
    assertThat(after(ExitCode.CANNOT_WRITE, denied, List.of("init", "x.csv", "--out", "/a/b.conf")))
        .contains("submit/lockstep init x.csv --out " + ShellWord.of(elsewhere.resolve("b.conf")));
    assertThat(after(ExitCode.CANNOT_WRITE, denied, List.of("report", "runs/x"))).isEmpty();
  }

  @Test
  void anExplosionAsksForARate() {
    assertThat(after(ExitCode.BAD_CONFIGURATION, "training diverged in epoch 1", TRAIN))
        .contains("submit/lockstep lr-find 'my job.conf' --set 'a=b c' --out runs/rates");
  }

  @Test
  void aFaultOfOursIsShownWithItsStackTrace() {
    assertThat(after(ExitCode.INTERNAL, "odd", List.of("evaluate", "r")))
        .contains("submit/lockstep evaluate r -v");
    assertThat(after(ExitCode.INTERNAL, "odd", List.of("evaluate", "r", "-v"))).isEmpty();
    assertThat(after(ExitCode.INTERNAL, "odd", List.of("status", "r"))).isEmpty();
  }

  @Test
  void nothingIsSaidTwice() {
    String said = "Get it with: submit/lockstep data imdb";
    assertThat(after(ExitCode.INPUT_MISSING, said, TRAIN)).isEmpty();
    assertThat(after(ExitCode.RESUMABLE, "killed", TRAIN)).isEmpty();
    assertThat(after(ExitCode.USAGE, "--seconds must be", List.of("plan", "x.conf")))
        .contains("submit/lockstep plan --help");
  }
}
