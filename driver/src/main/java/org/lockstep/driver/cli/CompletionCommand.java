package org.lockstep.driver.cli;

import java.util.concurrent.Callable;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lockstep completion}: made from the commands themselves, so it knows every option. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Print a script by which bash and zsh complete commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(submit/lockstep completion)",
      "  submit/lockstep completion > /etc/bash_completion.d/lockstep"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.line(AutoComplete.bash("lockstep", spec.root().commandLine()));
    return ExitCode.OK.number();
  }
}
