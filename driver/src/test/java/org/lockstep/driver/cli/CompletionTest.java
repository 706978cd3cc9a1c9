package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script as bash itself runs it: sourced, and its function called as for the Tab key. */
class CompletionTest {
  @TempDir private Path folder;
  private Path script;

  @BeforeEach
  void write() throws IOException {
    StringWriter out = new StringWriter();
    int code =
        new Main(
                new FakeRunner(),
                new PrintWriter(out),
                new PrintWriter(new StringWriter()),
                false,
                false)
            .run("completion");
    assertThat(code).isZero();
    script = Files.writeString(folder.resolve("lockstep completion"), out.toString());
  }

  @Test
  void bashKnowsWhomToAsk() throws Exception {
    // A command with folders before it, submit/lockstep, is looked up by its last name.
    assertThat(bash("complete -p lockstep"))
        .singleElement()
        .asString()
        .startsWith("complete ")
        .contains("-F _complete_lockstep")
        .endsWith(" lockstep");
  }

  @Test
  void commandsAreCompleted() throws Exception {
    assertThat(completed("submit/lockstep", "tr")).containsExactly("train");
    assertThat(completed("submit/lockstep", "re"))
        .containsExactlyInAnyOrder("resume", "report", "reproduce");
    assertThat(completed("submit/lockstep", "")).contains("init", "check", "search", "completion");
  }

  @Test
  void optionsOfTheCommandAreCompleted() throws Exception {
    assertThat(completed("submit/lockstep", "train", "--res")).containsExactly("--resume-or-start");
    assertThat(completed("submit/lockstep", "report", "--b")).containsExactly("--baselines");
    assertThat(completed("submit/lockstep", "status", "--resume")).isEmpty();
  }

  private List<String> completed(String... words) throws Exception {
    return bash(
        "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_lockstep; "
            + "[[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\\n' \"${COMPREPLY[@]}\"",
        words);
  }

  private List<String> bash(String after, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c"));
    command.add("source \"$0\" || exit 1; " + after);
    command.add(script.toString());
    command.addAll(List.of(words));
    // Where no Tab key was pressed, compopt complains on standard error; it only sets how bash
    // shows.
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().map(String::strip).toList();
  }
}
