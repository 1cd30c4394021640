package dev.aftermath.jobs.domain.matching;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Matches by one {@link NearbyRule}: a page and a ticket that are nearest to each other. Where two
 * are equally near, or the nearest has one that is nearer, nobody is matched and the reason kept.
 */
final class NearbyMatching {
  private final NearbyRule rule;
  private final List<Match> matches = new ArrayList<>();
  private final Map<Sighting, String> doubts = new HashMap<>();

  private NearbyMatching(NearbyRule rule) {
    this.rule = rule;
  }

  /**
   * Matches what is left.
   *
   * @param place the rule's place in {@link MatchingRules#nearby}
   */
  static NearbyMatching of(NearbyRule rule, int place, Collection<Sighting> left) {
    Map<String, Alike> alike = new HashMap<>();
    for (Sighting sighting : left) {
      String likeness = sighting.likeness().get(place);
      if (likeness != null && sighting.openedAt() != null) {
        alike.computeIfAbsent(likeness, key -> new Alike()).add(sighting);
      }
    }
    NearbyMatching matching = new NearbyMatching(rule);
    alike.values().forEach(matching::match);
    return matching;
  }

  List<Match> matches() {
    return matches;
  }

  /** Those that had a candidate and were not matched, with the reason. */
  Map<Sighting, String> doubts() {
    return doubts;
  }

  /** What states the same in the rule's fields. */
  private static final class Alike {
    private final List<Sighting> pages = new ArrayList<>();
    private final List<Sighting> tickets = new ArrayList<>();

    void add(Sighting sighting) {
      (sighting.side() == Side.PAGE ? pages : tickets).add(sighting);
    }
  }

  /**
   * The nearest of the other side.
   *
   * @param tied another that is equally near; null when there is none
   */
  private record Nearest(Sighting sighting, Duration gap, @Nullable Sighting tied) {}

  private void match(Alike alike) {
    alike.pages.sort(Sighting.FIRST_OPENED);
    alike.tickets.sort(Sighting.FIRST_OPENED);
    Map<Sighting, Nearest> nearest = new HashMap<>();
    findNearest(alike.pages, alike.tickets, nearest);
    findNearest(alike.tickets, alike.pages, nearest);
    for (Sighting page : alike.pages) {
      Nearest ticket = nearest.get(page);
      if (ticket != null && ticket.tied() == null && isMutual(page, ticket, nearest)) {
        matches.add(new Match(page, ticket.sighting(), rule.name(), evidence(ticket.gap())));
        nearest.remove(page);
        nearest.remove(ticket.sighting());
      }
    }
    nearest.forEach((sighting, found) -> doubts.put(sighting, doubt(found)));
  }

  private static boolean isMutual(Sighting page, Nearest ticket, Map<Sighting, Nearest> nearest) {
    Nearest back = nearest.get(ticket.sighting());
    return back != null && back.tied() == null && back.sighting().equals(page);
  }

  private void findNearest(
      List<Sighting> ofThese, List<Sighting> amongThose, Map<Sighting, Nearest> nearest) {
    int from = 0;
    for (Sighting sighting : ofThese) {
      Instant earliest = openedAt(sighting).minus(rule.within());
      while (from < amongThose.size() && openedAt(amongThose.get(from)).isBefore(earliest)) {
        from++;
      }
      Nearest found = null;
      for (int i = from; i < amongThose.size(); i++) {
        Sighting other = amongThose.get(i);
        Duration gap = Duration.between(openedAt(sighting), openedAt(other)).abs();
        if (openedAt(other).isAfter(openedAt(sighting))
            && gap.compareTo(found == null ? rule.within() : found.gap()) > 0) {
          break;
        }
        found = nearer(found, other, gap);
      }
      if (found != null) {
        nearest.put(sighting, found);
      }
    }
  }

  private static Nearest nearer(@Nullable Nearest found, Sighting other, Duration gap) {
    int order = found == null ? -1 : gap.compareTo(found.gap());
    if (found == null || order < 0) {
      return new Nearest(other, gap, null);
    }
    return order == 0 ? new Nearest(found.sighting(), gap, other) : found;
  }

  private static Instant openedAt(Sighting sighting) {
    Instant openedAt = sighting.openedAt();
    return openedAt == null ? Instant.MAX : openedAt;
  }

  private String evidence(Duration gap) {
    return "same " + fields() + ", opened " + gap.toSeconds() + " s apart, nearest to each other";
  }

  private String doubt(Nearest found) {
    Sighting tied = found.tied();
    String shared = "same " + fields() + " and opened " + found.gap().toSeconds() + " s apart";
    return tied == null
        ? found.sighting().shown() + " has the " + shared + ", but is not its nearest"
        : found.sighting().shown()
            + " and "
            + tied.shown()
            + " have the "
            + shared
            + ": no telling";
  }

  private String fields() {
    return rule.same().stream()
        .map(IncidentField::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" and "));
  }
}
