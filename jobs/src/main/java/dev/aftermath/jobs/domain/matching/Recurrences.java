package dev.aftermath.jobs.domain.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What happened again soon, and what one person acknowledged at one go. */
final class Recurrences {
  /** A return within this time means that the repair did not hold. */
  private static final Duration REFIRE = Duration.ofHours(24);

  /** Nobody looks at three incidents in the time between two of these acknowledgements. */
  private static final Duration AT_ONE_GO = Duration.ofSeconds(10);

  private static final int BULK = 3;

  private Recurrences() {}

  /**
   * How often each came back: accounts of the same system with the same deduplication key that were
   * opened after its resolution and no more than 24 hours later. Merged ones are no return.
   */
  static Map<Sighting, Long> refires(Collection<Sighting> sightings) {
    Map<String, Map<String, List<Sighting>>> bySystem = new HashMap<>();
    for (Sighting sighting : sightings) {
      if (sighting.deduplicationKey() != null && sighting.mergedInto() == null) {
        bySystem
            .computeIfAbsent(sighting.system(), system -> new HashMap<>())
            .computeIfAbsent(sighting.deduplicationKey(), key -> new ArrayList<>())
            .add(sighting);
      }
    }
    Map<Sighting, Long> counts = new HashMap<>();
    for (Map<String, List<Sighting>> byKey : bySystem.values()) {
      count(byKey.values(), counts);
    }
    return counts;
  }

  private static void count(Collection<List<Sighting>> alike, Map<Sighting, Long> counts) {
    for (List<Sighting> same : alike) {
      if (same.size() > 1) {
        List<Instant> openings =
            same.stream().map(Sighting::openedAt).filter(Objects::nonNull).sorted().toList();
        same.forEach(sighting -> count(sighting, openings, counts));
      }
    }
  }

  private static void count(Sighting sighting, List<Instant> openings, Map<Sighting, Long> counts) {
    Instant resolvedAt = sighting.resolvedAt();
    if (resolvedAt == null) {
      return;
    }
    Instant end = resolvedAt.plus(REFIRE);
    long count = countUntil(openings, end) - countUntil(openings, resolvedAt);
    Instant own = sighting.openedAt();
    // Where the clocks contradict each other it would be its own return.
    if (own != null && own.isAfter(resolvedAt) && !own.isAfter(end)) {
      count--;
    }
    if (count > 0) {
      counts.put(sighting, count);
    }
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

  /** Those that somebody acknowledged first together with at least two others. */
  static Set<Sighting> acknowledgedInBulk(Collection<Sighting> sightings) {
    Map<String, List<Sighting>> byPerson = new HashMap<>();
    for (Sighting sighting : sightings) {
      Sighting.Acknowledgement acknowledgement = sighting.acknowledgement();
      if (acknowledgement != null) {
        byPerson
            .computeIfAbsent(acknowledgement.person(), person -> new ArrayList<>())
            .add(sighting);
      }
    }
    Set<Sighting> inBulk = new HashSet<>();
    for (List<Sighting> ofOne : byPerson.values()) {
      ofOne.sort((one, other) -> acknowledgedAt(one).compareTo(acknowledgedAt(other)));
      int from = 0;
      for (int i = 1; i <= ofOne.size(); i++) {
        if (i == ofOne.size()
            || acknowledgedAt(ofOne.get(i - 1))
                .plus(AT_ONE_GO)
                .isBefore(acknowledgedAt(ofOne.get(i)))) {
          if (i - from >= BULK) {
            inBulk.addAll(ofOne.subList(from, i));
          }
          from = i;
        }
      }
    }
    return inBulk;
  }

  private static Instant acknowledgedAt(Sighting sighting) {
    Sighting.Acknowledgement acknowledgement = sighting.acknowledgement();
    return acknowledgement == null ? Instant.MAX : acknowledgement.at();
  }
}
