package org.lockstep.datasets.download;

import java.time.Duration;

/**
 * How long a download may take at each point.
 *
 * @param connect until the connection stands
 * @param response until the answer's headers are there
 * @param stall the longest time without a single byte
 * @param attempts how often an interrupted transfer is begun or continued, at least 1
 */
public record DownloadLimits(Duration connect, Duration response, Duration stall, int attempts) {
  public DownloadLimits {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be >= 1. Received: " + attempts);
    }
  }

  /** 20 s, 60 s, 60 s, 5 attempts. */
  public static DownloadLimits standard() {
    return new DownloadLimits(
        Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60), 5);
  }
}
