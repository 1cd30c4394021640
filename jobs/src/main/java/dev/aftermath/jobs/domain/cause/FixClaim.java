package dev.aftermath.jobs.domain.cause;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * That a cause was fixed, and by what it is claimed to be.
 *
 * @param evidence the names of what was closed since the claim before; empty where a human said so
 */
public record FixClaim(Instant at, Basis basis, List<String> evidence) implements Serializable {
  /** Takes a copy of the list. */
  public FixClaim {
    evidence = List.copyOf(evidence);
  }

  /** What claims it; of claims of one instant the last one here stands. */
  public enum Basis {
    /** All action items of its postmortems were done. */
    ACTION_ITEMS,
    /** Its problem records were closed with a fix. */
    PROBLEM,
    /** Somebody decided so. */
    HUMAN;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** In the order of time. */
  static final Comparator<FixClaim> IN_ORDER =
      Comparator.comparing(FixClaim::at).thenComparing(FixClaim::basis);

  /** What a human decided. */
  static FixClaim human(Instant at) {
    return new FixClaim(at, Basis.HUMAN, List.of());
  }

  /**
   * All claims that one cause was fixed.
   *
   * @param decided those of humans
   * @param promises the action items of its postmortems
   * @param problems its problem records
   */
  public static List<FixClaim> all(
      List<FixClaim> decided, List<CausePromise> promises, List<CauseProblem> problems) {
    List<FixClaim> claims = new ArrayList<>(decided);
    claims.addAll(
        of(Basis.ACTION_ITEMS, promises.stream().filter(it -> !it.isCancelled()).toList()));
    claims.addAll(of(Basis.PROBLEM, problems));
    return claims;
  }

  /**
   * The claims that remedies make: whenever the last of them was done that were about an incident
   * of before, whenever they were written down. What was promised after a later incident takes
   * nothing back: the cause came back then.
   *
   * @param remedies those that were not withdrawn; one that was done nobody says when lets nobody
   *     tell when all were
   * @return in the order of time
   */
  static List<FixClaim> of(Basis basis, List<? extends Remedy> remedies) {
    TreeSet<Instant> closings = new TreeSet<>();
    for (Remedy remedy : remedies) {
      Instant closedAt = remedy.closedAt();
      if (closedAt != null) {
        closings.add(closedAt);
      }
    }
    List<FixClaim> claims = new ArrayList<>();
    TreeSet<String> closed = new TreeSet<>();
    for (Instant closing : closings) {
      boolean isAllDone = true;
      for (Remedy remedy : remedies) {
        Instant closedAt = remedy.closedAt();
        if (!remedy.firstIncidentAt().isBefore(closing)) {
          continue;
        }
        if (closing.equals(closedAt)) {
          closed.add(remedy.name());
        }
        isAllDone &= closedAt != null && !closedAt.isAfter(closing);
      }
      if (isAllDone && !closed.isEmpty()) {
        claims.add(new FixClaim(closing, basis, List.copyOf(closed)));
        closed.clear();
      }
    }
    return claims;
  }
}
