package dev.aftermath.jobs.domain.people;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under which name figures about teams are published, so that none is about few people.
 *
 * <p>Those who were known first cover for the others: the teams in the order in which anybody of
 * them was known, as many as it takes until their people are enough. The cover and every team of
 * too few people are told of together, each other team alone. What happened once stays under one
 * name: it depends on who was known at that time, and on nothing that became known later.
 *
 * @param togetherSince when the cover was complete; null while all people together are too few
 * @param aloneSince since when teams are told of alone; those that are not are left out
 */
public record PublishedTeams(@Nullable Instant togetherSince, Map<String, Instant> aloneSince) {
  /** What teams that are not told of alone are told of as. */
  public static final String TOGETHER = "(small teams)";

  private static final Comparator<Member> AS_KNOWN =
      Comparator.comparing(Member::knownSince)
          .thenComparing(Member::team)
          .thenComparing(Member::person);

  /** Takes a copy. */
  public PublishedTeams {
    aloneSince = Map.copyOf(aloneSince);
  }

  /**
   * Somebody of a team.
   *
   * @param knownSince when the person first did something for it, or was called to
   */
  public record Member(String team, String person, Instant knownSince) {}

  /**
   * What is published of teams with these people.
   *
   * @param members in any order, each once
   * @param smallest how many people a group needs, 2 or more
   */
  public static PublishedTeams of(Collection<Member> members, int smallest) {
    Map<String, Set<String>> people = new LinkedHashMap<>();
    Map<String, Instant> alone = new HashMap<>();
    Instant together = null;
    for (Member member : members.stream().sorted(AS_KNOWN).toList()) {
      people.computeIfAbsent(member.team, team -> new HashSet<>()).add(member.person);
      Set<String> cover = new HashSet<>();
      for (Map.Entry<String, Set<String>> team : people.entrySet()) {
        if (cover.size() < smallest) {
          addUpTo(smallest, cover, team.getValue());
        } else if (team.getValue().size() >= smallest) {
          alone.putIfAbsent(team.getKey(), member.knownSince);
        }
      }
      if (together == null && cover.size() >= smallest) {
        together = member.knownSince;
      }
    }
    return new PublishedTeams(together, alone);
  }

  /** Enough are enough: of a team of thousands the others need not be counted. */
  private static void addUpTo(int enough, Set<String> some, Set<String> more) {
    for (String person : more) {
      if (some.size() >= enough) {
        return;
      }
      some.add(person);
    }
  }

  /**
   * The same for figures of two kinds: a team is told of alone once it may be in each kind that it
   * is in.
   *
   * @param teamsOfOther the teams that the other kind has figures of
   */
  public PublishedTeams and(PublishedTeams other, Set<String> teamsOfOther) {
    Map<String, Instant> both = new HashMap<>();
    aloneSince.forEach(
        (team, since) -> {
          Instant there = other.aloneSince.get(team);
          if (!teamsOfOther.contains(team)) {
            both.put(team, since);
          } else if (there != null) {
            both.put(team, since.isAfter(there) ? since : there);
          }
        });
    return new PublishedTeams(togetherSince, both);
  }

  /**
   * The name that something is published under; empty while it is not published by team.
   *
   * @param at when it happened; null, not known, is never told of a team alone
   */
  public Optional<String> name(String team, @Nullable Instant at) {
    if (isReached(aloneSince.get(team), at)) {
      return Optional.of(team);
    }
    return togetherSince != null && (at == null || isReached(togetherSince, at))
        ? Optional.of(TOGETHER)
        : Optional.empty();
  }

  private static boolean isReached(@Nullable Instant since, @Nullable Instant at) {
    return since != null && at != null && !at.isBefore(since);
  }
}
