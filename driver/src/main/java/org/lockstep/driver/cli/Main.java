package org.lockstep.driver.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.flow.SparkJobRunner;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.report.Versions;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.Failures;
import org.lockstep.driver.run.JobRunner;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Every command ends with an exit code; a failure is one sentence on standard
 * error, its stack trace in the log.
 */
@Command(
    name = "lockstep",
    description = "Data-parallel neural-network training on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  submit/lockstep train conf/quickstart.conf",
      "  submit/lockstep predict runs/quickstart-20261121-120000 --text \"late again\"",
      "",
      "Exit codes: 0 ok, 2 usage, 65 bad data, 66 input missing, 70 internal, 73 cannot write",
      "output, 75 failed but can be resumed, 78 bad configuration."
    })
public final class Main {
  private final JobRunner runner;
  private final Terminal terminal;
  private final PrintWriter out;
  private final PrintWriter errors;
  private final boolean colour;

  /**
   * A command line.
   *
   * @param out for results and progress
   * @param errors for failures and usage errors
   * @param live whether lines of {@code out} may be redrawn
   * @param colour whether ANSI colours may be used
   */
  public Main(JobRunner runner, PrintWriter out, PrintWriter errors, boolean live, boolean colour) {
    this.runner = runner;
    this.terminal = new Terminal(out, live, colour);
    this.out = out;
    this.errors = errors;
    this.colour = colour;
  }

  /** Runs the command that the arguments name. */
  public static void main(String[] arguments) {
    Logging.bridge();
    ofProcess(new SparkJobRunner(LookUp.ofProcess())).runAndExit(arguments);
  }

  /** A command line on this process's own terminal, in UTF-8. */
  public static Main ofProcess(JobRunner runner) {
    Map<String, String> environment = System.getenv();
    boolean tty = Tty.redraws(Tty.present(), environment);
    boolean colour = Tty.colours(tty, environment);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return new Main(runner, out, errors, tty, colour);
  }

  /** Runs a command and ends the JVM, unless all went well: then it returns. */
  public void runAndExit(String... arguments) {
    int code = run(arguments);
    if (code != ExitCode.OK.number()) {
      System.exit(code);
    }
  }

  /**
   * Runs a command; Spark is stopped when it returns.
   *
   * @return the exit code
   */
  public int run(String... arguments) {
    CommandLine line =
        new CommandLine(this)
            .addSubcommand(new InitCommand(terminal))
            .addSubcommand(new CheckCommand(runner, terminal))
            .addSubcommand(new TrainCommand(runner, terminal))
            .addSubcommand(new ResumeCommand(runner, terminal))
            .addSubcommand(new SearchCommand(runner, terminal))
            .addSubcommand(new LrFindCommand(runner, terminal))
            .addSubcommand(new PlanCommand(runner, terminal))
            .addSubcommand(new EvaluateCommand(runner, terminal))
            .addSubcommand(new PredictCommand(runner, terminal))
            .addSubcommand(new ExportCommand(terminal))
            .addSubcommand(new ImportCommand(terminal))
            .addSubcommand(new ReproduceCommand(LookUp.ofProcess(), terminal))
            .addSubcommand(new VerifyCommand(terminal))
            .addSubcommand(new ReportCommand(runner, terminal))
            .addSubcommand(new StatusCommand(terminal))
            .addSubcommand(new DataCommand(terminal))
            .addSubcommand(new CompletionCommand(terminal))
            .addSubcommand(new CommandLine.HelpCommand())
            .setOut(out)
            .setErr(errors)
            .setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF))
            .setExecutionExceptionHandler((e, command, parsed) -> fail(e, command, arguments));
    IParameterExceptionHandler usual = line.getParameterExceptionHandler();
    line.setParameterExceptionHandler((e, parsed) -> misused(e, parsed, usual));
    if (arguments.length == 0) {
      line.usage(errors);
      return ExitCode.USAGE.number();
    }
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) {
      return fail(e, line, arguments);
    }
  }

  /** What picocli says of it, and whose help to look at. */
  private int misused(ParameterException e, String[] words, IParameterExceptionHandler usual)
      throws Exception {
    int code = usual.handleParseException(e, words);
    next("submit/" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return code;
  }

  private int fail(Throwable thrown, CommandLine command, String... words) {
    Failure failure = Failures.of(thrown);
    LoggerFactory.getLogger(Main.class).error("the command failed", thrown);
    terminal.endLine();
    if (Interruption.shuttingDown()) { // what failed is Spark, on its way out
      errors.println("interrupted");
      return ExitCode.RESUMABLE.number();
    }
    errors.println("error: " + failure.sentence());
    if (Logging.verbose()) {
      thrown.printStackTrace(errors);
    } else if (failure.exitCode() == ExitCode.INTERNAL) {
      errors.println("The stack trace is in " + Logging.file() + ".");
    }
    boolean talks = command.getCommandSpec().findOption("-v") != null;
    NextLine.of(failure, List.of(words), talks).ifPresent(this::next);
    errors.flush();
    return failure.exitCode().number();
  }

  /** The line to type next. */
  private void next(String line) {
    errors.println("next       " + line);
    errors.flush();
  }

  /** {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lockstep " + Versions.lockstep()};
    }
  }
}
