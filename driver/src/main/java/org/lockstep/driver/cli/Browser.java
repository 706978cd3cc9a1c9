package org.lockstep.driver.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The user's browser: {@code $BROWSER}, or what the desktop opens pages with. */
final class Browser {
  /** Who is still there after this has opened the page. */
  private static final int SECONDS = 5;

  private final List<List<String>> programs = new ArrayList<>();

  /**
   * Those of this machine.
   *
   * @param chosen {@code $BROWSER}
   */
  Browser(Optional<String> chosen) {
    chosen
        .filter(program -> !program.isBlank())
        .ifPresent(program -> programs.add(List.of(program)));
    programs.add(List.of("xdg-open"));
    programs.add(List.of("open"));
    programs.add(List.of("cmd", "/c", "start", ""));
  }

  /** Opens the page; false if no program could. */
  boolean open(Path page) {
    URI address = page.toAbsolutePath().toUri();
    return programs.stream().anyMatch(program -> opened(program, address));
  }

  private static boolean opened(List<String> program, URI address) {
    List<String> command = new ArrayList<>(program);
    command.add(address.toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return !process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
