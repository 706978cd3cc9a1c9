package org.lockstep.driver.exchange;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds the first cause among what an attempt's members report within a short time: a member's own
 * failure first; then a member that vanished without a word; then the rank that others miss,
 * following blame from rank to rank (who waits for a stopped rank fails, and is then missed
 * itself); at last any report.
 */
final class FirstCause {
  private final Map<Member, FailureReport> reports = new LinkedHashMap<>();
  private final Map<Member, String> lost = new LinkedHashMap<>();

  void failed(Member member, FailureReport report) {
    reports.putIfAbsent(member, report);
  }

  void lost(Member member, String how) {
    lost.putIfAbsent(member, how);
  }

  boolean any() {
    return !reports.isEmpty() || !lost.isEmpty();
  }

  /** Whether the member has said why it fails. */
  boolean hasReported(Member member) {
    return reports.containsKey(member);
  }

  /** Whether nothing more is to be heard of the member. */
  boolean isOver(Member member) {
    return reports.containsKey(member) || lost.containsKey(member);
  }

  /**
   * Decides; something must have been reported.
   *
   * @param roster to name a rank that only others speak of
   */
  Cause decide(Roster roster) {
    for (Map.Entry<Member, FailureReport> entry : reports.entrySet()) {
      if (entry.getValue().kind() == FailureReport.Kind.OWN) {
        return cause(entry.getKey(), said(entry.getValue()));
      }
    }
    for (Map.Entry<Member, String> entry : lost.entrySet()) {
      if (!reports.containsKey(entry.getKey())) {
        return cause(entry.getKey(), "was lost: " + entry.getValue());
      }
    }
    for (Map.Entry<Member, FailureReport> entry : reports.entrySet()) {
      if (entry.getValue().kind() == FailureReport.Kind.BLAMES) {
        return blamed(entry.getKey(), entry.getValue(), roster);
      }
    }
    Map.Entry<Member, FailureReport> first = reports.entrySet().iterator().next();
    return cause(first.getKey(), said(first.getValue()));
  }

  private Cause blamed(Member member, FailureReport report, Roster roster) {
    Set<Integer> seen = new HashSet<>();
    Member witness = member;
    FailureReport testimony = report;
    while (seen.add(testimony.blamed())) {
      Map.Entry<Member, FailureReport> next = reportOf(testimony.blamed());
      if (next == null || next.getValue().kind() != FailureReport.Kind.BLAMES) {
        break;
      }
      witness = next.getKey();
      testimony = next.getValue();
    }
    int rank = testimony.blamed();
    if (roster == null || rank >= roster.ranks().size()) {
      return cause(witness, said(testimony));
    }
    Rank guilty = roster.ranks().get(rank);
    return new Cause(
        rank,
        guilty.host(),
        guilty.title() + " failed its peers; " + witness.title() + " " + said(testimony));
  }

  private Map.Entry<Member, FailureReport> reportOf(int rank) {
    for (Map.Entry<Member, FailureReport> entry : reports.entrySet()) {
      if (entry.getKey().rank() == rank) {
        return entry;
      }
    }
    return null;
  }

  private static Cause cause(Member member, String what) {
    return new Cause(member.rank(), member.host(), member.title() + " " + what);
  }

  private static String said(FailureReport report) {
    String where = report.where().isEmpty() ? "" : " (" + report.where() + ")";
    String simple = report.exception().substring(report.exception().lastIndexOf('.') + 1);
    String message = report.message().isEmpty() ? "" : ": " + report.message();
    return "reported " + simple + message + where;
  }
}
