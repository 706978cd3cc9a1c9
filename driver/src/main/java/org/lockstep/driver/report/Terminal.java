package org.lockstep.driver.report;

import java.io.PrintWriter;

/**
 * Where a run speaks to a person. On a terminal the newest epoch's line is redrawn in place; in a
 * file or a pipe each line stays. Colour is used on a terminal only, and never when {@code
 * NO_COLOR} is set (no-color.org).
 *
 * <p>Safe for several threads: each call writes whole lines.
 */
public final class Terminal {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  /** A redrawn line must stay one line: what is wider than the terminal is cut off there. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final PrintWriter out;
  private final boolean live;
  private final boolean colour;
  private boolean lineOpen;
  private volatile boolean quiet;

  /**
   * A terminal.
   *
   * @param out where to write; flushed after each line, never closed
   * @param live whether lines may be redrawn: true for a TTY
   * @param colour whether ANSI colours may be used
   */
  public Terminal(PrintWriter out, boolean live, boolean colour) {
    this.out = out;
    this.live = live;
    this.colour = colour;
  }

  /** A terminal for files, pipes and tests: no redrawing, no colour. */
  public static Terminal plain(PrintWriter out) {
    return new Terminal(out, false, false);
  }

  /** Whether lines are redrawn. */
  public boolean live() {
    return live;
  }

  /** From now on only warnings and what is {@link #say said} are written. */
  public void quiet(boolean quiet) {
    this.quiet = quiet;
  }

  /** Writes a line that stays, unless quiet. */
  public void line(String text) {
    if (!quiet) {
      say(text);
    }
  }

  /** Writes a line that stays, quiet or not. */
  public synchronized void say(String text) {
    endLiveLine();
    out.print(text + "\n");
    out.flush();
  }

  /** Writes an empty line. */
  public void blank() {
    line("");
  }

  /** Writes a line that the next call of this method replaces, where the terminal can. */
  public synchronized void redraw(String text) {
    if (quiet || !live) {
      line(text);
      return;
    }
    out.print((lineOpen ? CLEAR_LINE : "") + NO_WRAP + text + WRAP);
    out.flush();
    lineOpen = true;
  }

  /** Writes a warning, in yellow where colour is allowed, quiet or not. */
  public void warn(String text) {
    say(paint("33", "warning: " + text));
  }

  /** The text in bold where colour is allowed. */
  public String bold(String text) {
    return paint("1", text);
  }

  /** The text dimmed where colour is allowed. */
  public String dim(String text) {
    return paint("2", text);
  }

  /** Ends a redrawn line, so that something else can be written below it. */
  public synchronized void endLine() {
    endLiveLine();
    out.flush();
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private void endLiveLine() {
    if (lineOpen) {
      out.print("\n");
      lineOpen = false;
    }
  }
}
