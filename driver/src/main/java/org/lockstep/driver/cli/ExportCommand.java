package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lockstep.driver.export.OnnxFiles;
import org.lockstep.driver.export.SavedModel;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.trainer.model.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep export}: a model for other runtimes, without Spark. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write a run's model as an ONNX file.",
    footer = {
      "",
      "Examples:",
      "  submit/lockstep export runs/nightly --onnx nightly.onnx",
      "  submit/lockstep export runs/imdb --onnx imdb.onnx --pipeline"
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run directory, or a model's.")
  private Path directory;

  @Option(
      names = "--onnx",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; it must not exist.")
  private Path file;

  @Option(
      names = "--pipeline",
      description =
          "Texts in, the features' arithmetic in the file too; for TF-IDF of words. Without it the"
              + " file takes features.")
  private boolean pipeline;

  private final Terminal terminal;

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Model model = SavedModel.read(directory);
    OnnxFiles.write(model, file, pipeline);
    terminal.line("network    " + model.network().summary());
    terminal.line(
        "input      "
            + (pipeline
                ? "text: string (rows)"
                : "features: float (rows, %d)".formatted(model.network().inputs())));
    terminal.line("onnx       %s, %,d bytes".formatted(file, Files.size(file)));
    if (pipeline) {
      terminal.line(
          "note       the runtime lower-cases letter by letter, in the locale C.UTF-8, and needs"
              + " the com.microsoft operators of ONNX Runtime");
    }
    return ExitCode.OK.number();
  }
}
