package dev.aftermath.jobs.domain.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What happened again soon, and what one person acknowledged at one go. */
final class Recurrences {
  /** A return within this time means that the repair did not hold. */
  static final Duration REFIRE = Duration.ofHours(24);

  /** Nobody looks at three incidents in the time between two of these acknowledgements. */
  static final Duration AT_ONE_GO = Duration.ofSeconds(10);

  private static final int BULK = 3;

  private Recurrences() {}

  /** Tells each account how often it came back, and whether it was acknowledged with others. */
  static void find(Collection<Account> accounts) {
    countRefires(accounts);
    markAcknowledgedInBulk(accounts);
  }

  /**
   * Returns are accounts of the same system with the same deduplication key that were opened after
   * the resolution and no more than 24 hours later. Merged ones are no return.
   */
  private static void countRefires(Collection<Account> accounts) {
    Map<String, Map<String, List<Account>>> bySystem = new HashMap<>();
    for (Account account : accounts) {
      Sighting sighting = account.sighting();
      if (sighting.deduplicationKey() != null && sighting.mergedInto() == null) {
        bySystem
            .computeIfAbsent(sighting.system(), system -> new HashMap<>())
            .computeIfAbsent(sighting.deduplicationKey(), key -> new ArrayList<>())
            .add(account);
      }
    }
    bySystem.values().forEach(byKey -> byKey.values().forEach(Recurrences::countAmong));
  }

  private static void countAmong(List<Account> alike) {
    if (alike.size() > 1) {
      List<Instant> openings =
          alike.stream().map(Account::openedAt).filter(Objects::nonNull).sorted().toList();
      alike.forEach(account -> count(account, openings));
    }
  }

  private static void count(Account account, List<Instant> openings) {
    Instant resolvedAt = account.sighting().resolvedAt();
    if (resolvedAt == null) {
      return;
    }
    Instant end = resolvedAt.plus(REFIRE);
    long count = countUntil(openings, end) - countUntil(openings, resolvedAt);
    Instant own = account.openedAt();
    // Where the clocks contradict each other it would be its own return.
    if (own != null && own.isAfter(resolvedAt) && !own.isAfter(end)) {
      count--;
    }
    account.refired(count);
  }

  /** How many of ascending instants are not after another. */
  private static long countUntil(List<Instant> ascending, Instant end) {
    int low = 0;
    int high = ascending.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending.get(middle).isAfter(end)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Of those that somebody acknowledged first together with at least two others. */
  private static void markAcknowledgedInBulk(Collection<Account> accounts) {
    Map<Long, List<Account>> byPerson = new HashMap<>();
    for (Account account : accounts) {
      Sighting.Acknowledgement acknowledgement = account.sighting().acknowledgement();
      if (acknowledgement != null) {
        byPerson
            .computeIfAbsent(acknowledgement.person(), person -> new ArrayList<>())
            .add(account);
      }
    }
    for (List<Account> ofOne : byPerson.values()) {
      ofOne.sort((one, other) -> acknowledgedAt(one).compareTo(acknowledgedAt(other)));
      int from = 0;
      for (int i = 1; i <= ofOne.size(); i++) {
        if (i == ofOne.size()
            || acknowledgedAt(ofOne.get(i - 1))
                .plus(AT_ONE_GO)
                .isBefore(acknowledgedAt(ofOne.get(i)))) {
          if (i - from >= BULK) {
            ofOne.subList(from, i).forEach(Account::acknowledgedInBulk);
          }
          from = i;
        }
      }
    }
  }

  private static Instant acknowledgedAt(Account account) {
    Sighting.Acknowledgement acknowledgement = account.sighting().acknowledgement();
    return acknowledgement == null ? Instant.MAX : acknowledgement.at();
  }
}
