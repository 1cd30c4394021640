package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.gold.RandomOrganisation.Kind;
import dev.aftermath.jobs.gold.RandomOrganisation.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is published of an organisation as sums of unknown numbers, and which of the
 * numbers follow from it. Unknown is how many incidents of each kind each team had, and how many
 * pages where a ticket decides the team. Known is every row of three versions of the tables: the
 * facts (which name everything but the team), the KPIs and the load of being on call, page by page.
 * Whoever subtracts also knows since when each team exists, and which incidents name none.
 */
final class PublishedCells {
  private static final List<Instant> VERSIONS =
      List.of(
          RandomOrganisation.endOf(2),
          RandomOrganisation.endOf(4),
          RandomOrganisation.endOf(RandomOrganisation.WEEKS - 1));

  private final RandomOrganisation organisation;
  private final Publishing publishing;
  private final KpiPlaces places;
  private final List<Unknown> unknowns = new ArrayList<>();
  private final Set<Set<Integer>> sums = new HashSet<>();

  PublishedCells(RandomOrganisation organisation, Publishing publishing, KpiPlaces places) {
    this.organisation = organisation;
    this.publishing = publishing;
    this.places = places;
  }

  /** The name that something of a team is published under; null where it is not. */
  @FunctionalInterface
  interface Naming {
    @Nullable String name(Team team, Instant openedAt, Instant asOf);
  }

  /**
   * A way of publishing.
   *
   * @param isKeptWithoutName whether an incident whose team has no name stands with those of no
   *     team, and is not left out
   */
  record Publishing(Naming ofIncidents, Naming ofPages, boolean isKeptWithoutName) {}

  /** A number: of the incidents of a kind and team, or of their pages alone. */
  private record Unknown(Kind kind, @Nullable Team team, boolean isOfPages) {
    boolean isSmall() {
      return team != null && team.sizeAt(kind.openedAt()) < RandomOrganisation.SMALLEST;
    }
  }

  /**
   * What came of an attack.
   *
   * @param found how many of the numbers, and sums of numbers, of small teams follow
   * @param tried how many of them there are
   */
  record Attack(long found, long tried) {}

  /** Tries to work out every number of a small team. */
  Attack attack() {
    for (Kind kind : organisation.kinds()) {
      unknowns.add(new Unknown(kind, null, false));
      for (Team team : existing(kind)) {
        unknowns.add(new Unknown(kind, team, false));
        if (kind.hasTicket()) {
          unknowns.add(new Unknown(kind, team, true));
        }
      }
    }
    VERSIONS.forEach(this::publish);
    RowSpace known = new RowSpace(unknowns.size());
    sums.forEach(sum -> known.add(coefficients(sum)));
    organisation.kinds().stream()
        .filter(Kind::hasTicket)
        .forEach(kind -> known.add(asManyPagesAsIncidents(kind)));
    Collection<Set<Integer>> hidden = hidden();
    return new Attack(
        hidden.stream().filter(sum -> known.holds(coefficients(sum))).count(), hidden.size());
  }

  private List<Team> existing(Kind kind) {
    return organisation.teams().stream()
        .filter(team -> !team.foundedAt().isAfter(kind.openedAt()))
        .toList();
  }

  private void publish(Instant asOf) {
    Map<String, Set<Integer>> rows = new HashMap<>();
    Map<String, Set<String>> kpis = new HashMap<>();
    for (int i = 0; i < unknowns.size(); i++) {
      Unknown unknown = unknowns.get(i);
      Kind kind = unknown.kind;
      if (!kind.openedAt().isBefore(asOf)) {
        continue;
      }
      if (!unknown.isOfPages) {
        String name = name(publishing.ofIncidents, unknown, asOf);
        boolean isWithheld = unknown.team != null && name == null;
        boolean isLeftOut = isWithheld && !publishing.isKeptWithoutName;
        String place = organisation.kinds().indexOf(kind) + " ";
        for (String row : kpis.computeIfAbsent(place + name, it -> places.of(kind, name, asOf))) {
          if (!isLeftOut || !row.startsWith("team ")) {
            add(rows, row, i);
          }
        }
        if (!isLeftOut) {
          add(rows, "facts " + place + (isWithheld ? "withheld" : name), i);
        }
      }
      if (unknown.team != null && unknown.isOfPages == kind.hasTicket()) {
        String name = name(publishing.ofPages, unknown, asOf);
        if (name != null && kind.pagedAt().isBefore(asOf)) {
          add(rows, "load " + name + " " + week(kind.pagedAt()), i);
          // KPIs of interruptions may tell them apart by whatever is known of them but the person.
          add(rows, "interruptions " + name + " " + organisation.kinds().indexOf(kind), i);
        }
      }
    }
    sums.addAll(rows.values());
  }

  private static @Nullable String name(Naming naming, Unknown unknown, Instant asOf) {
    return unknown.team == null ? null : naming.name(unknown.team, unknown.kind.openedAt(), asOf);
  }

  private static void add(Map<String, Set<Integer>> rows, String row, int unknown) {
    rows.computeIfAbsent(row, it -> new HashSet<>()).add(unknown);
  }

  /** What must not follow: of each small team, and of two that are small together. */
  private Collection<Set<Integer>> hidden() {
    Map<String, Set<Integer>> hidden = new LinkedHashMap<>();
    for (int i = 0; i < unknowns.size(); i++) {
      Unknown unknown = unknowns.get(i);
      Team team = unknown.team;
      if (team == null || !unknown.isSmall()) {
        continue;
      }
      Kind kind = unknown.kind;
      String of = team.name() + (unknown.isOfPages ? " pages " : " incidents ");
      add(hidden, of + i, i);
      add(hidden, of + "all", i);
      add(hidden, of + "opened " + week(kind.openedAt()), i);
      add(hidden, of + "resolved " + week(kind.resolvedAt()), i);
      add(hidden, of + "paged " + week(kind.pagedAt()), i);
      add(hidden, of + kind.service(), i);
      add(hidden, of + kind.tenant() + " opened " + week(kind.openedAt()), i);
      addPairs(hidden, i, unknown, team);
    }
    return new HashSet<>(hidden.values());
  }

  private void addPairs(Map<String, Set<Integer>> hidden, int place, Unknown unknown, Team team) {
    Instant at = unknown.kind.openedAt();
    List<Team> existing = existing(unknown.kind);
    for (Team other : existing) {
      Set<String> both = new HashSet<>(team.peopleAt(at));
      both.addAll(other.peopleAt(at));
      // Two teams that are everybody are the total, which is told of no team.
      if (!other.equals(team) && both.size() < RandomOrganisation.SMALLEST && existing.size() > 2) {
        int there = unknowns.indexOf(new Unknown(unknown.kind, other, unknown.isOfPages));
        hidden.put(Math.min(place, there) + " and " + Math.max(place, there), Set.of(place, there));
      }
    }
  }

  private long[] coefficients(Collection<Integer> sum) {
    long[] coefficients = new long[unknowns.size()];
    sum.forEach(place -> coefficients[place] = 1);
    return coefficients;
  }

  /** Of what has a ticket; pages may be of no team as well, but not in these organisations. */
  private long[] asManyPagesAsIncidents(Kind kind) {
    long[] coefficients = new long[unknowns.size()];
    for (int i = 0; i < unknowns.size(); i++) {
      if (unknowns.get(i).kind.equals(kind)) {
        coefficients[i] = unknowns.get(i).isOfPages ? 1 : -1;
      }
    }
    return coefficients;
  }

  private static long week(Instant at) {
    return Duration.between(RandomOrganisation.START, at).toDays() / 7;
  }
}
