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

  private final PrintWriter out;
  private final boolean live;
  private final boolean colour;
  private boolean lineOpen;

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

  /** Writes a line that stays. */
  public synchronized void line(String text) {
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
    if (!live) {
      line(text);
      return;
    }
    out.print((lineOpen ? CLEAR_LINE : "") + text);
    out.flush();
    lineOpen = true;
  }

  /** Writes a warning, in yellow where colour is allowed. */
  public void warn(String text) {
    line(paint("33", "warning: " + text));
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
