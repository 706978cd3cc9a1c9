package org.lockstep.driver.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Keeps secrets in addresses out of job.conf, logs and errors. */
final class Credentials {
  private Credentials() {}

  /** The address at {@code key}; rejected if a user's secret is in it. */
  static Optional<String> free(Section section, String key) {
    Optional<String> address = section.optionalText(key);
    address
        .filter(Credentials::in)
        .ifPresent(
            secret ->
                section.reject(key, "free of credentials (use Hadoop's credential providers)"));
    return address;
  }

  /** Whether an address such as {@code s3a://key:secret@bucket} would put a secret into the run. */
  private static boolean in(String address) {
    try {
      String user = new URI(address).getRawUserInfo();
      return user != null && user.contains(":");
    } catch (URISyntaxException e) {
      return address.matches("[A-Za-z][A-Za-z0-9+.-]*://[^/]*:[^/]*@.*");
    }
  }
}
