package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.people.PublishedTeams;
import dev.aftermath.jobs.domain.people.PublishedTeams.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A made-up organisation over eight weeks: teams of 1 to 40 people who may be in several, of which
 * some are founded later and all get to be known bit by bit, and incidents of several services,
 * tenants and priorities.
 */
final class RandomOrganisation {
  static final int WEEKS = 8;
  static final int SMALLEST = 10;
  static final Instant START = Instant.parse("2026-08-31T00:00:00Z");

  private static final int PEOPLE = 70;
  private static final int INCIDENTS = 9;

  private final Random random;
  private final List<Team> teams = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final Map<Instant, PublishedTeams> incidents = new HashMap<>();
  private final Map<Instant, PublishedTeams> pages = new HashMap<>();

  RandomOrganisation(long seed) {
    this.random = new Random(seed);
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      teams.add(team("team-" + i, i < 2 ? 0 : random.nextInt(WEEKS)));
    }
    for (int i = 0; i < INCIDENTS; i++) {
      kinds.add(kind());
    }
  }

  /**
   * A team.
   *
   * @param members who responds to its incidents
   * @param called who is called by its pages
   */
  record Team(String name, Instant foundedAt, List<Member> members, List<Member> called) {
    int sizeAt(Instant at) {
      return peopleAt(at).size();
    }

    Set<String> peopleAt(Instant at) {
      Set<String> people = new HashSet<>();
      for (Member member : members) {
        if (!member.knownSince().isAfter(at)) {
          people.add(member.person());
        }
      }
      return people;
    }
  }

  /**
   * Incidents that are alike in everything but their teams.
   *
   * @param hasTicket whether a ticket decides the team, whatever that of the page is
   */
  record Kind(
      Instant openedAt,
      Instant resolvedAt,
      Instant pagedAt,
      String service,
      String tenant,
      String priority,
      boolean hasTicket) {}

  /** The teams, those first that were there from the beginning. */
  List<Team> teams() {
    return teams;
  }

  /** The kinds of incidents that there are. */
  List<Kind> kinds() {
    return kinds;
  }

  /** What production publishes of incidents, by what is known at an instant. */
  PublishedTeams ofIncidents(Instant asOf) {
    return incidents.computeIfAbsent(
        asOf, at -> alone(Team::members, at).and(alone(Team::called, at), names()));
  }

  /** What production publishes of pages, by what is known at an instant. */
  PublishedTeams ofPages(Instant asOf) {
    return pages.computeIfAbsent(
        asOf, at -> alone(Team::called, at).and(alone(Team::members, at), names()));
  }

  /** The instant at which a week is over. */
  static Instant endOf(int week) {
    return START.plus(Duration.ofDays(7L * (week + 1)));
  }

  private PublishedTeams alone(Function<Team, List<Member>> people, Instant asOf) {
    return PublishedTeams.of(
        teams.stream()
            .flatMap(team -> people.apply(team).stream())
            .filter(member -> member.knownSince().isBefore(asOf))
            .toList(),
        SMALLEST);
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    teams.forEach(team -> names.add(team.name));
    return names;
  }

  private Team team(String name, int founded) {
    Instant foundedAt = START.plus(Duration.ofDays(7L * founded));
    // Half of the teams are small.
    int size = 1 + random.nextInt(random.nextBoolean() ? 12 : 40);
    Set<Integer> people = new TreeSet<>();
    while (people.size() < size) {
      people.add(random.nextInt(PEOPLE));
    }
    List<Member> members = new ArrayList<>();
    List<Member> called = new ArrayList<>();
    for (int person : people) {
      Instant since = within(foundedAt, endOf(WEEKS - 1));
      members.add(new Member(name, "person-" + person, since));
      if (random.nextInt(4) > 0) {
        called.add(
            new Member(
                name,
                "person-" + person,
                random.nextBoolean() ? since : within(since, endOf(WEEKS - 1))));
      }
    }
    return new Team(name, foundedAt, members, called);
  }

  private Kind kind() {
    Instant opened = within(START, endOf(WEEKS - 2));
    Instant resolved = within(opened, endOf(WEEKS - 1));
    return new Kind(
        opened,
        resolved,
        within(opened, resolved),
        "service-" + random.nextInt(3),
        "tenant-" + random.nextInt(2),
        String.valueOf(1 + random.nextInt(3)),
        random.nextBoolean());
  }

  /** Early rather than late: most people are known soon. */
  private Instant within(Instant start, Instant end) {
    double part = random.nextDouble() * random.nextDouble();
    long seconds = (long) (part * Duration.between(start, end).toSeconds());
    return start.plusSeconds(seconds + 1);
  }
}
