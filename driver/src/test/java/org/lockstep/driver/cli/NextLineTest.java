package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failure;

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
    assertThat(after(ExitCode.CANNOT_WRITE, "no room", List.of("init", "x.csv"))).isEmpty();
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
