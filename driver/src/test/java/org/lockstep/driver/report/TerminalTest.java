package org.lockstep.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.network.Task;

class TerminalTest {
  private final StringWriter text = new StringWriter();

  @Test
  void aPipeGetsOnePlainLineAnEpoch() {
    Terminal terminal = Terminal.plain(new PrintWriter(text));
    terminal.redraw("epoch 1");
    terminal.redraw("epoch 2");
    terminal.warn("careful");
    assertThat(text).hasToString("epoch 1\nepoch 2\nwarning: careful\n");
  }

  @Test
  void aTerminalRedrawsTheLineAndKeepsTheLastOne() {
    Terminal terminal = new Terminal(new PrintWriter(text), true, false);
    terminal.redraw("epoch 1");
    terminal.redraw("epoch 2");
    terminal.line("done");
    assertThat(text)
        .hasToString("\u001b[?7lepoch 1\u001b[?7h\r\u001b[2K\u001b[?7lepoch 2\u001b[?7h\ndone\n");
  }

  @Test
  void colourComesOnlyWhereItIsAllowed() {
    new Terminal(new PrintWriter(text), true, true).warn("careful");
    assertThat(text).hasToString("\u001b[33mwarning: careful\u001b[0m\n");
  }

  @Test
  void anEpochSaysItsScoresInOneLine() {
    assertThat(EpochLine.of(Outcomes.epoch(7, true), 100, Task.MULTICLASS, 0.5))
        .isEqualTo(
            "epoch   7/100  loss 0.5000 accuracy 0.8333 macro F1 0.8286  validation loss 0.5000"
                + " accuracy 0.8333 macro F1 0.8286  0.3 s  24 rows/s  0:47 left  best");
    assertThat(EpochLine.of(Outcomes.epoch(7, false), 7, Task.MULTICLASS, 0.5))
        .endsWith("0.3 s  24 rows/s");
    assertThat(EpochLine.of(Outcomes.epoch(7, false), 107, Task.MULTICLASS, 60))
        .endsWith("1:40:00 left");
  }

  @Test
  void aQuietTerminalOnlyWarnsAndSaysWhatMustBeSaid() {
    Terminal terminal = Terminal.plain(new PrintWriter(text));
    terminal.quiet(true);
    terminal.line("network");
    terminal.redraw("epoch 1");
    terminal.blank();
    terminal.warn("careful");
    terminal.say("go on with: …");
    assertThat(text).hasToString("warning: careful\ngo on with: …\n");
  }

  @Test
  void theFinalTableAlignsSplitsAndClassesAndSaysWhatToTypeNext() {
    FinalTable.print(
        Outcomes.run(),
        true,
        Path.of("runs/x"),
        Optional.of(Path.of("runs/x/report.html")),
        Terminal.plain(new PrintWriter(text)));
    assertThat(text.toString())
        .contains(
            """
            split  rows    loss  accuracy  macro F1
            train     6  0.5000    0.8333    0.8286
            test      6  0.5000    0.8333    0.8286
            """)
        .contains(
            """
            averaged every 3 steps against the exact run (averagingPeriod = 1, best epoch 2 of 2, 2.5 s), test split
                        rows     loss  accuracy  macro F1
            this run       6   0.5000    0.8333    0.8286
            exact run      6   0.5000    0.8333    0.8286
            difference        +0.0000   +0.0000   +0.0000
            """)
        .contains(
            """
            class  precision  recall      F1  rows
            no        0.7500  1.0000  0.8571     3
            yes       1.0000  0.6667  0.8000     3
            """)
        .contains("\nwhat the epochs showed\n  epoch 2: 63% of dense_1's units are dead\n")
        .contains("runs/x/model  sha256 ab12")
        .contains("report     runs/x/report.html\n")
        .contains("look       submit/lockstep report runs/x --open\n")
        .contains("warning: the data were generated")
        .endsWith("next       submit/lockstep predict runs/x --text \"the crew was wonderful\"\n");
  }

  @Test
  void itIsSaidWhichEpochIsKept() {
    Terminal terminal = Terminal.plain(new PrintWriter(text));
    FinalTable.print(Outcomes.run(), true, Path.of("runs/x"), Optional.empty(), terminal);
    assertThat(text.toString()).startsWith("\nbest epoch 2 of 2: all 2 epochs were run\n");
    text.getBuffer().setLength(0);
    FinalTable.print(Outcomes.run(1), true, Path.of("runs/x"), Optional.empty(), terminal);
    assertThat(text.toString())
        .startsWith("\nepoch 2 of 2 is kept, 1 was the best: all 2 epochs were run\n");
  }

  @Test
  void whatToTypeNextQuotesAPathAsAShellReadsIt() {
    FinalTable.print(
        Outcomes.run(),
        false,
        Path.of("it's mine"),
        Optional.empty(),
        Terminal.plain(new PrintWriter(text)));
    assertThat(text.toString())
        .endsWith("next       submit/lockstep evaluate 'it'\\''s mine' --data PATH\n");
  }
}
