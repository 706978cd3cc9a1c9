package org.lockstep.driver.faults;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;

/**
 * One fault.
 *
 * @param rank whose it is
 * @param number of the place among those of its site in one attempt, counted from 1
 * @param attempt which one, counted from 1; 0 for each
 */
record Fault(FaultAction action, int rank, FaultSite site, int number, int attempt)
    implements Serializable {
  private static final Pattern WORDS =
      Pattern.compile(
          "(throw|kill|stop|stall|mute)@rank(\\d{1,6}):(step|merge|state)(\\d{1,9})"
              + "(?::attempt(\\d{1,6})|(:always))?");

  /**
   * Reads {@code kill@rank1:step7}, {@code kill@rank1:step7:attempt2} or {@code
   * kill@rank1:step7:always}.
   *
   * @throws RunException (78) if it is none of these
   */
  static Fault read(String words) {
    Matcher matcher = WORDS.matcher(words);
    if (!matcher.matches()) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION,
          FaultPlan.SETTING
              + " must be throw|kill|stop|stall|mute@rankR:step|merge|stateN[:attemptA|:always] or"
              + " random@seedS:N, several with commas. Received: "
              + words);
    }
    int attempt = matcher.group(5) == null ? 1 : Integer.parseInt(matcher.group(5));
    return new Fault(
        FaultAction.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        Integer.parseInt(matcher.group(2)),
        FaultSite.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)),
        Integer.parseInt(matcher.group(4)),
        matcher.group(6) == null ? attempt : 0);
  }

  boolean isOf(int someRank, int someAttempt) {
    return rank == someRank && (attempt == 0 || attempt == someAttempt);
  }

  boolean isAt(FaultSite someSite, int someNumber) {
    return site == someSite && number == someNumber;
  }

  String title() {
    return (action + " at " + site + " " + number).toLowerCase(Locale.ROOT);
  }
}
