package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lockstep.driver.export.OnnxFiles;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code lockstep import}: a network that was trained elsewhere. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Read a stack of layers from an ONNX file into a model's directory.",
    footer = {
      "",
      "Examples:",
      "  submit/lockstep import keras.onnx --out models/keras",
      "  submit/lockstep import torch.onnx --out models/torch --labels no,yes,maybe"
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The ONNX file.")
  private Path file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The model's directory; it must not exist.")
  private Path out;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      converter = TaskWord.class,
      description =
          "What the outputs mean: multiclass, binary, multi_label, distribution, regression or reconstruction. By"
              + " default what the last operator says.")
  private Task task;

  @Option(
      names = "--labels",
      paramLabel = "LABELS",
      split = ",",
      description = "The outputs' names in order; for binary (negative, positive). Default 0,1,…")
  private List<String> labels = List.of();

  private final Terminal terminal;

  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The lower-case name of a task. */
  static final class TaskWord implements ITypeConverter<Task> {
    @Override
    public Task convert(String word) {
      for (Task task : Task.values()) {
        if (task.name().toLowerCase(Locale.ROOT).equals(word)) {
          return task;
        }
      }
      throw new TypeConversionException(
          "a task must be multiclass, binary, multi_label, distribution, regression or reconstruction. Received: "
              + word);
    }
  }

  @Override
  public Integer call() throws IOException {
    Model model = OnnxFiles.read(file, Optional.ofNullable(task), labels, out);
    terminal.line("network    " + model.network().summary());
    terminal.line("labels     " + String.join(", ", model.labels()));
    terminal.line("model      %s  sha256 %s".formatted(out, model.sha256()));
    return ExitCode.OK.number();
  }
}
