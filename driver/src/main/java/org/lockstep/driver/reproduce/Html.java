package org.lockstep.driver.reproduce;

/** Text in HTML and SVG. */
final class Html {
  private Html() {}

  /** The text with everything escaped that markup could be made of. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
