package org.lockstep.driver.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lockstep.datasets.download.DatasetDownload;
import org.lockstep.datasets.download.DownloadLimits;
import org.lockstep.datasets.download.Published;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.SourceName;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep data}: fetches a published data set to where jobs look for it. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Fetch a data set, check it and keep it where jobs look for it.",
    footer = {
      "",
      "Examples:",
      "  submit/lockstep data airline",
      "  submit/lockstep data imdb --url https://mirror.example.org/imdb.tar.gz"
    })
final class DataCommand implements Callable<Integer> {
  private static final long STEP_BYTES = 1L << 20;

  @Parameters(paramLabel = "NAME", description = "airline or imdb.")
  private String name;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Fetch it from here instead of from its publisher; the checks stay.")
  private String url;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The folder to keep it in. Default: ~/.cache/lockstep.")
  private Path folder;

  private final Terminal terminal;
  private long shown;

  DataCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Published published = published();
    if (url != null) {
      published = published.from(uri());
    }
    terminal.line(published.licence());
    Path to = folder == null ? LookUp.ofProcess().cache() : folder;
    Path file =
        new DatasetDownload(DownloadLimits.standard(), System.getenv())
            .fetch(published, to, this::received);
    terminal.line("complete and checked: " + file);
    return ExitCode.OK.number();
  }

  private Published published() {
    return SourceName.named(name)
        .flatMap(Published::of)
        .orElseThrow(
            () ->
                new RunException(
                    ExitCode.USAGE,
                    "the data set must be one of "
                        + Arrays.stream(SourceName.values())
                            .filter(source -> Published.of(source).isPresent())
                            .map(SourceName::word)
                            .collect(Collectors.joining(", "))
                        + ". Received: "
                        + name));
  }

  private URI uri() {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new RunException(ExitCode.USAGE, "--url must be a URL. Received: " + url, e);
    }
  }

  private void received(long bytes, OptionalLong total) {
    boolean last = total.isPresent() && bytes == total.getAsLong();
    if (!terminal.live() && !last || bytes < shown + STEP_BYTES && !last) {
      return;
    }
    shown = bytes;
    String of = total.isPresent() ? " of " + total.getAsLong() / STEP_BYTES : "";
    terminal.redraw("received " + bytes / STEP_BYTES + of + " MiB");
  }
}
