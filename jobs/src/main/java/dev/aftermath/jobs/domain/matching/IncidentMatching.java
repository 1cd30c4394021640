package dev.aftermath.jobs.domain.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages and tickets are one incident. Keys decide first; what no key mentions is left to the
 * {@link NearbyRule}s. All is decided anew from all that is known, so that a key which comes late
 * undoes what a rule had joined. The order of the accounts does not matter.
 */
public final class IncidentMatching {
  private static final String OTHER_TICKET = "page_has_other_ticket";
  private static final String OTHER_PAGE = "ticket_has_other_page";
  private static final String AMBIGUOUS = "match_ambiguous";

  private final Collection<Sighting> sightings;
  private final Merges merges;
  private final KeyMatching byKey;
  private final Map<Sighting, Match> matchOf = new HashMap<>();
  private final Map<Sighting, String> doubts = new HashMap<>();

  private IncidentMatching(Collection<Sighting> sightings) {
    this.sightings = sightings;
    this.merges = Merges.among(sightings);
    this.byKey = KeyMatching.of(sightings, merges);
    byKey.matches().forEach(this::keep);
  }

  /** What the accounts have to do with each other; those that stand alone are not in it. */
  public static List<Relation> of(Collection<Sighting> sightings, MatchingRules rules) {
    IncidentMatching matching = new IncidentMatching(sightings);
    matching.matchNearby(rules);
    return matching.relations();
  }

  private void keep(Match match) {
    matchOf.put(match.page(), match);
    matchOf.put(match.ticket(), match);
  }

  /** Merged accounts and children are told of by those that they belong to. */
  private void matchNearby(MatchingRules rules) {
    Set<String> known = knownParents();
    Set<Sighting> left = new LinkedHashSet<>();
    for (Sighting sighting : sightings) {
      boolean isChild = sighting.parent() != null && known.contains(sighting.parent());
      if (!matchOf.containsKey(sighting)
          && byKey.lostBecause(sighting) == null
          && sighting.mergedInto() == null
          && !isChild) {
        left.add(sighting);
      }
    }
    for (int place = 0; place < rules.nearby().size(); place++) {
      NearbyMatching nearby = NearbyMatching.of(rules.nearby().get(place), place, left);
      nearby.matches().forEach(this::keep);
      doubts.putAll(nearby.doubts());
      left.removeAll(matchOf.keySet());
      left.removeAll(nearby.doubts().keySet());
    }
  }

  /** The keys and numbers of accounts that others name as their parents. */
  private Set<String> knownParents() {
    Set<String> named = new HashSet<>();
    for (Sighting sighting : sightings) {
      if (sighting.parent() != null) {
        named.add(sighting.parent());
      }
    }
    Set<String> known = new HashSet<>();
    for (Sighting sighting : sightings) {
      if (named.contains(sighting.key())) {
        known.add(sighting.key());
      }
      if (sighting.number() != null && named.contains(sighting.number())) {
        known.add(sighting.number());
      }
    }
    return known;
  }

  private List<Relation> relations() {
    Map<String, Long> childCounts = new HashMap<>();
    for (Sighting sighting : sightings) {
      if (sighting.parent() != null) {
        childCounts.merge(sighting.system() + "\n" + sighting.parent(), 1L, Long::sum);
      }
    }
    Map<Sighting, Long> refires = Recurrences.refires(sightings);
    Set<Sighting> inBulk = Recurrences.acknowledgedInBulk(sightings);
    List<Relation> relations = new ArrayList<>();
    for (Sighting sighting : sightings) {
      Match match = matchOf.get(sighting);
      String reason = match == null ? reason(sighting) : match.evidence();
      long children = childCount(sighting, childCounts);
      long refireCount = refires.getOrDefault(sighting, 0L);
      boolean isInBulk = inBulk.contains(sighting);
      if (reason != null
          || merges.childCount(sighting) > 0
          || children > 0
          || refireCount > 0
          || isInBulk) {
        relations.add(
            new Relation(
                sighting.system(),
                sighting.key(),
                sighting.openedAt(),
                match != null && sighting.side() == Side.TICKET ? match.page().key() : null,
                match == null ? null : match.rule(),
                reason,
                match == null ? flags(sighting) : List.of(),
                merges.childCount(sighting),
                merges.childrenOpenedAt(sighting),
                children,
                refireCount,
                isInBulk));
      }
    }
    return relations;
  }

  private static long childCount(Sighting sighting, Map<String, Long> counts) {
    if (counts.isEmpty()) {
      return 0;
    }
    long count = counts.getOrDefault(sighting.system() + "\n" + sighting.key(), 0L);
    String number = sighting.number();
    return number == null || number.equals(sighting.key())
        ? count
        : count + counts.getOrDefault(sighting.system() + "\n" + number, 0L);
  }

  private @Nullable String reason(Sighting sighting) {
    String lost = byKey.lostBecause(sighting);
    return lost == null ? doubts.get(sighting) : lost;
  }

  private List<String> flags(Sighting sighting) {
    if (byKey.lostBecause(sighting) != null) {
      return List.of(sighting.side() == Side.TICKET ? OTHER_TICKET : OTHER_PAGE);
    }
    return doubts.containsKey(sighting) ? List.of(AMBIGUOUS) : List.of();
  }
}
