package dev.aftermath.jobs.domain.matching;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who lives on in whom: an account that was merged is followed to the one that was not. */
final class Merges {
  private final Map<String, Map<String, Sighting>> targets = new HashMap<>();
  private final Map<Sighting, Long> childCounts = new HashMap<>();
  private final Map<Sighting, Instant> childOpenings = new HashMap<>();

  private Merges() {}

  static Merges among(Collection<Sighting> sightings) {
    Merges merges = new Merges();
    merges.findTargets(sightings);
    for (Sighting sighting : sightings) {
      Sighting survivor = merges.survivor(sighting);
      if (!survivor.equals(sighting)) {
        merges.childCounts.merge(survivor, 1L, Long::sum);
        Instant openedAt = sighting.openedAt();
        if (openedAt != null) {
          merges.childOpenings.merge(survivor, openedAt, (a, b) -> a.isBefore(b) ? a : b);
        }
      }
    }
    return merges;
  }

  /** Few are merged: only whom those name is looked up. */
  private void findTargets(Collection<Sighting> sightings) {
    Set<String> named = new HashSet<>();
    for (Sighting sighting : sightings) {
      if (sighting.mergedInto() != null) {
        named.add(sighting.mergedInto());
      }
    }
    for (Sighting sighting : sightings) {
      if (named.contains(sighting.key())) {
        targets
            .computeIfAbsent(sighting.system(), system -> new HashMap<>())
            .put(sighting.key(), sighting);
      }
    }
  }

  /**
   * The account that one lives on in: itself when it was not merged, the last one known when it was
   * merged into one that no export tells of. Of a circle, which cannot be, each is its own.
   */
  Sighting survivor(Sighting sighting) {
    if (sighting.mergedInto() == null) {
      return sighting;
    }
    Set<String> passed = new HashSet<>();
    Sighting at = sighting;
    while (at.mergedInto() != null && passed.add(at.key())) {
      Sighting next = targets.getOrDefault(at.system(), Map.of()).get(at.mergedInto());
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at.mergedInto() == null ? at : sighting;
  }

  long childCount(Sighting survivor) {
    return childCounts.getOrDefault(survivor, 0L);
  }

  @Nullable Instant childrenOpenedAt(Sighting survivor) {
    return childOpenings.get(survivor);
  }
}
