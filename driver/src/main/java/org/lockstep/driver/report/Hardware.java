package org.lockstep.driver.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The machine that the driver runs on, as a model's card tells it. */
public final class Hardware {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String MODEL_NAME = "model name";

  private Hardware() {}

  /**
   * {@code cpu} where the system names it, {@code architecture}, {@code os}, {@code processors}
   * that this JVM may use, {@code heapBytes} at most.
   */
  public static Map<String, Object> ofThisMachine() {
    Map<String, Object> hardware = new LinkedHashMap<>();
    String cpu = cpu();
    if (!cpu.isEmpty()) {
      hardware.put("cpu", cpu);
    }
    hardware.put("architecture", System.getProperty("os.arch"));
    hardware.put("os", System.getProperty("os.name"));
    hardware.put("processors", (long) Runtime.getRuntime().availableProcessors());
    hardware.put("heapBytes", Runtime.getRuntime().maxMemory());
    return hardware;
  }

  /** The first processor's name; empty where there is no such file. */
  private static String cpu() {
    if (!Files.isReadable(CPU_INFO)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith(MODEL_NAME))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("");
    } catch (IOException e) {
      return ""; // a card without the processor's name is still a card
    }
  }
}
