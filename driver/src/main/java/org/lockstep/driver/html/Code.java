package org.lockstep.driver.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What stands unescaped inside {@code <script>} or {@code <style>}: our own resources, and JSON in
 * which no {@code <} is left.
 */
final class Code {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String text;

  private Code(String text) {
    this.text = text;
  }

  /**
   * A file of the class path.
   *
   * @param path absolute
   */
  static Code resource(String path) {
    try (InputStream in = Code.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(
            "the class path must hold " + path + ". Received: nothing; is the jar complete?");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (text.contains("</script") || text.contains("<!--")) {
        throw new IllegalStateException(path + " must not end a script element");
      }
      return new Code(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON that can stand in a script element: {@code <, >, &} and line separators are escaped. */
  static Code json(JsonNode node) {
    try {
      return new Code(
          JSON.writeValueAsString(node)
              .replace("<", "\\u003c")
              .replace(">", "\\u003e")
              .replace("&", "\\u0026")
              .replace("\u2028", "\\u2028")
              .replace("\u2029", "\\u2029"));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return text;
  }

  /** As a content security policy names it: {@code 'sha256-…'}. */
  String policyHash() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
