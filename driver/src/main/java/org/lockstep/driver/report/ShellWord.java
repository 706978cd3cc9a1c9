package org.lockstep.driver.report;

/** A word of a line to type, in quotes where a POSIX shell would take it apart. */
public final class ShellWord {
  private ShellWord() {}

  /** The word, as a shell reads it. */
  public static String of(Object word) {
    String text = word.toString();
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
