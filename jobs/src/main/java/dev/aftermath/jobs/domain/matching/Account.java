package dev.aftermath.jobs.domain.matching;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account among all, and what is found out about it. Each is one object, so that nothing about
 * a million of them has to be looked up.
 */
final class Account {
  /** The first by opening, then by key, so that nothing hangs on the order of exports. */
  static final Comparator<Account> FIRST_OPENED =
      Comparator.comparing(Account::sighting, Sighting.FIRST_OPENED);

  private final Sighting sighting;
  private @Nullable Match match;
  private @Nullable String reason;
  private @Nullable String flag;
  private long mergedChildCount;
  private @Nullable Instant mergedChildrenOpenedAt;
  private long refireCount;
  private boolean isAcknowledgedInBulk;
  private int claimCount;

  Account(Sighting sighting) {
    this.sighting = sighting;
  }

  /** What its system tells. */
  Sighting sighting() {
    return sighting;
  }

  Side side() {
    return sighting.side();
  }

  @Nullable Instant openedAt() {
    return sighting.openedAt();
  }

  void matched(Match found) {
    match = found;
  }

  /** Says why it is not matched although it might have been. */
  void leftAlone(String why, String flagged) {
    reason = why;
    flag = flagged;
  }

  /** Whether it is matched, or is known to stand alone for a reason. */
  boolean isSettled() {
    return match != null || reason != null;
  }

  boolean isMatched() {
    return match != null;
  }

  void merged(@Nullable Instant childOpenedAt) {
    mergedChildCount++;
    Instant first = mergedChildrenOpenedAt;
    if (childOpenedAt != null && (first == null || childOpenedAt.isBefore(first))) {
      mergedChildrenOpenedAt = childOpenedAt;
    }
  }

  void refired(long count) {
    refireCount = count;
  }

  void acknowledgedInBulk() {
    isAcknowledgedInBulk = true;
  }

  /** Counts a key by which it might be matched. */
  void claimed() {
    claimCount++;
  }

  /** Whether no more than one key might match it. */
  boolean isClaimedOnce() {
    return claimCount == 1;
  }

  /**
   * What it has to do with others; null when it stands alone.
   *
   * @param childCount how many of its system name it as their parent
   */
  @Nullable Relation relation(long childCount) {
    Match found = match;
    String evidence = found == null ? reason : found.evidence();
    if (evidence == null
        && mergedChildCount == 0
        && childCount == 0
        && refireCount == 0
        && !isAcknowledgedInBulk) {
      return null;
    }
    return new Relation(
        sighting.system(),
        sighting.key(),
        sighting.openedAt(),
        found != null && side() == Side.TICKET ? found.page().sighting().key() : null,
        found == null ? null : found.rule(),
        evidence,
        found != null || flag == null ? List.of() : List.of(flag),
        mergedChildCount,
        mergedChildrenOpenedAt,
        childCount,
        refireCount,
        isAcknowledgedInBulk);
  }
}
