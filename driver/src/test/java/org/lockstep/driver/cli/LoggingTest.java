package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.filter.ThresholdFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {
  private static final Path CONFIGURATION = Path.of("..", "conf", "log4j2.properties");

  @TempDir private Path folder;

  @AfterEach
  void forgetSettings() {
    System.clearProperty(Logging.FILE);
    System.clearProperty(Logging.VERBOSE);
  }

  @Test
  void theLogGoesToTheFileAndNotToTheConsole() throws IOException {
    Path file = folder.resolve("spark.log");
    System.setProperty(Logging.FILE, file.toString());
    try (LoggerContext context = context()) {
      assertThat(file).doesNotExist();
      context.getLogger("org.example").info("hello");
      assertThat(consoleLevel(context)).isEqualTo(Level.OFF);
    }
    assertThat(Files.readString(file)).contains("INFO").contains("hello");
  }

  @Test
  void verboseShowsItOnTheConsoleToo() {
    System.setProperty(Logging.FILE, folder.resolve("spark.log").toString());
    System.setProperty(Logging.VERBOSE, "true");
    try (LoggerContext context = context()) {
      assertThat(consoleLevel(context)).isEqualTo(Level.INFO);
    }
  }

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext("test", null, CONFIGURATION.toUri());
    context.start();
    return context;
  }

  private static Level consoleLevel(LoggerContext context) {
    ConsoleAppender console = context.getConfiguration().getAppender("console");
    return ((ThresholdFilter) console.getFilter()).getLevel();
  }
}
