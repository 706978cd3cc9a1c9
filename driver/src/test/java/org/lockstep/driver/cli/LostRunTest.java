package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code lockstep status} says of runs whose processes could not say that they end. */
class LostRunTest {
  private static final ProcessHandle SELF = ProcessHandle.current();

  @TempDir private Path run;

  /** The status that a process left, {@code age} ago. */
  private void left(String state, String host, long pid, Instant began, Duration age)
      throws IOException {
    Instant heartbeat = Instant.now().minus(age);
    Files.writeString(
        run.resolve("status.json"),
        """
        {"state": "%s", "message": "epoch 3/8", "epoch": 3, "pid": %d, "processStarted": "%s", "host": "%s",
         "started": "%s", "updated": "%s", "heartbeat": "%s", "dataSource": "airline"}
        """
            .formatted(state, pid, began, host, began, heartbeat, heartbeat));
  }

  private void assertSays(int code, String state) {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    int received =
        new Main(new FakeRunner(), printer, printer, false, false).run("status", run.toString());
    assertThat(out.toString()).contains("state    " + state + "\n");
    assertThat(received).isEqualTo(code);
    String line = "resume   submit/lockstep resume " + run;
    if (code == 75) {
      assertThat(out.toString()).contains(line);
    } else {
      assertThat(out.toString()).doesNotContain("resume   ");
    }
  }

  @Test
  void onThisMachineTheProcessItselfIsAskedFor() throws IOException {
    String here = InetAddress.getLocalHost().getHostName();
    Instant began = SELF.info().startInstant().orElseThrow();
    left("training", here, SELF.pid(), began, Duration.ofHours(1)); // suspended, say: it lives
    assertSays(0, "training");
    long gone = new ProcessBuilder("true").start().onExit().join().pid();
    left("training", here, gone, began, Duration.ZERO);
    assertSays(75, "lost (while training)");
    // Another process has the number by now.
    left("evaluating", here, SELF.pid(), began.minusSeconds(3_600), Duration.ZERO);
    assertSays(75, "lost (while evaluating)");
  }

  @Test
  void onAnotherMachineItsHeartbeatIs() throws IOException {
    left("training", "elsewhere.example", SELF.pid(), Instant.EPOCH, Duration.ofSeconds(50));
    assertSays(0, "training");
    left("training", "elsewhere.example", SELF.pid(), Instant.EPOCH, Duration.ofSeconds(61));
    assertSays(75, "lost (while training)");
  }

  @Test
  void aRunThatEndedIsNotLost() throws IOException {
    left("done", "elsewhere.example", SELF.pid(), Instant.EPOCH, Duration.ofDays(1));
    assertSays(0, "done");
  }
}
