package dev.aftermath.jobs.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where accounts changed, those are decided anew")
class NeighbourhoodTest {
  private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
  private static final int ACCOUNTS = 150;
  private static final int DAYS = 100;
  private static final MatchingRules RULES =
      new MatchingRules(
          Mentions.NOWHERE,
          Mentions.NOWHERE,
          List.of(
              new NearbyRule(
                  "same_check", List.of(IncidentField.MONITORING_ID), Duration.ofMinutes(30)),
              new NearbyRule(
                  "same_place", List.of(IncidentField.SERVICE), Duration.ofMinutes(10))));

  @Test
  @DisplayName("that name one or are named by it, whatever the name, and theirs in turn")
  void names() {
    assertThat(
            membersWith(
                page("P1", "10:00").number("7").correlation("disk"),
                ticket("T1", "12:00").naming("disk"),
                page("P2", "13:00").naming("T1"),
                page("P3", "14:00").mergedInto("P2"),
                ticket("T2", "15:00").mentioning("7").nativeId("sys-2"),
                ticket("T3", "16:00").parent("sys-2"),
                page("P4", "17:00").number("8"),
                ticket("T4", "18:00").naming("P4")))
        .containsExactly("P1", "P2", "P3", "T1", "T2", "T3");
  }

  @Test
  @DisplayName("that are near to one and of the other side, and those near to these")
  void near() {
    assertThat(
            membersWith(
                page("P1", "10:00").like("check-1", "api"),
                ticket("T1", "10:30").like("check-1", null),
                page("P2", "11:00").like("check-1", "api"),
                ticket("T2", "11:10").like(null, "api"),
                ticket("T3", "11:31").like("check-1", null),
                page("P3", "10:05").like("check-1", null).mergedInto("P9"),
                page("P4", "10:05").like("check-2", "api")))
        .containsExactly("P1", "P2", "T1", "T2");
  }

  @Test
  @DisplayName("that one person acknowledged ten seconds from each other")
  void acknowledged() {
    assertThat(
            membersWith(
                page("P1", "10:00").acknowledged("ann", "10:05:00"),
                page("P2", "08:00").acknowledged("ann", "10:05:10"),
                page("P3", "09:00").acknowledged("ann", "10:05:20"),
                page("P4", "10:00").acknowledged("ann", "10:05:31"),
                page("P5", "10:00").acknowledged("bob", "10:05:00")))
        .containsExactly("P1", "P2", "P3");
  }

  @Test
  @DisplayName("that count one as their return; what they return to stays what it was")
  void returns() {
    assertThat(
            membersWith(
                page("P1", "2026-11-03T10:00:00Z").correlation("k"),
                page("P2", "08:00").correlation("k").resolved("10:00"),
                page("P3", "07:00").correlation("k").resolved("07:30"),
                page("P4", "2026-11-03T11:00:00Z").correlation("k"),
                page("P5", "08:00").correlation("other").resolved("11:00")))
        .containsExactly("P1", "P2");
  }

  @Test
  @DisplayName("as they would be if all were, wherever each of them has to be looked for")
  void asAmongAll() {
    Random random = new Random(20261102);
    int left = 0;
    for (int round = 0; round < 300; round++) {
      List<Told> before = new ArrayList<>();
      List<Sighting> now = new ArrayList<>();
      for (int i = 0; i < ACCOUNTS; i++) {
        long drawn = random.nextLong();
        before.add(drawn(i, new Random(drawn)));
        if (random.nextInt(80) > 0) {
          now.add(drawn(i, new Random(drawn)).sighting());
        } else if (random.nextInt(3) > 0) {
          now.add(drawn(i, random).sighting());
        }
      }
      List<Sighting> was = before.stream().map(Told::sighting).toList();
      Neighbourhood neighbourhood = neighbourhood(was, now, random);
      Set<String> members = keys(neighbourhood);
      left += ACCOUNTS - members.size();

      List<Relation> kept =
          IncidentMatching.of(was, RULES).stream()
              .filter(relation -> !members.contains(relation.key()))
              .toList();
      assertThat(sorted(Stream.concat(kept.stream(), neighbourhood.relations().stream())))
          .isEqualTo(sorted(IncidentMatching.of(now, RULES).stream()));
    }
    // Otherwise nothing would have been seen but all of them.
    assertThat(left).isGreaterThan(300 * ACCOUNTS / 3);
  }

  /** Of days on which anything changed and of some others first; then of all that are reached. */
  private static Neighbourhood neighbourhood(
      List<Sighting> was, List<Sighting> now, Random random) {
    Set<Long> days = new TreeSet<>();
    Set<Sighting> same = new HashSet<>(was);
    same.retainAll(new HashSet<>(now));
    Stream.concat(was.stream(), now.stream())
        .filter(it -> !same.contains(it) || random.nextInt(200) == 0)
        .forEach(it -> days.add(day(it)));
    Neighbourhood neighbourhood =
        Neighbourhood.of(
            was.stream().filter(it -> days.contains(day(it))).toList(),
            now.stream().filter(it -> days.contains(day(it))).toList(),
            RULES);
    while (true) {
      Optional<Vicinity> sought = neighbourhood.sought();
      Set<Long> found = new TreeSet<>();
      sought.ifPresent(
          it -> now.stream().filter(it::reaches).forEach(other -> found.add(day(other))));
      neighbourhood.members().stream()
          .flatMap(it -> Stream.of(day(it) - 1, day(it), day(it) + 1))
          .forEach(found::add);
      found.removeAll(days);
      if (found.isEmpty()) {
        return neighbourhood;
      }
      days.addAll(found);
      neighbourhood.add(now.stream().filter(it -> found.contains(day(it))).toList());
    }
  }

  private static long day(Sighting sighting) {
    return sighting.openedAt().getEpochSecond() / 86_400;
  }

  private static Told drawn(int i, Random random) {
    String openedAt = START.plusSeconds(random.nextInt(DAYS * 86_400)).toString();
    Told told = i % 2 == 0 ? page("P" + i, openedAt) : ticket("T" + i, openedAt);
    told.number("n" + random.nextInt(200));
    if (random.nextInt(2) == 0) {
      told.like("check-" + random.nextInt(40), "service-" + random.nextInt(20));
    }
    switch (random.nextInt(16)) {
      case 0, 1 -> told.naming((i % 2 == 0 ? "T" : "P") + random.nextInt(ACCOUNTS));
      case 2 -> told.naming("k" + random.nextInt(60));
      case 3 -> told.mentioning("n" + random.nextInt(200));
      case 4 -> told.mergedInto((i % 2 == 0 ? "P" : "T") + random.nextInt(ACCOUNTS));
      case 5 -> told.parent("n" + random.nextInt(200));
      default -> {}
    }
    if (random.nextInt(2) == 0) {
      told.correlation("k" + random.nextInt(60))
          .resolved(START.plusSeconds(random.nextInt(DAYS * 86_400)).toString());
    }
    if (random.nextInt(3) == 0) {
      told.acknowledged(
          "person-" + random.nextInt(3), START.plusSeconds(random.nextInt(900)).toString());
    }
    return told;
  }

  private static List<Relation> sorted(Stream<Relation> relations) {
    return relations.sorted(Comparator.comparing(Relation::key)).toList();
  }

  /** Those that are decided anew when the first one came, all others being there already. */
  private static Set<String> membersWith(Told first, Told... others) {
    List<Sighting> before = Arrays.stream(others).map(Told::sighting).toList();
    List<Sighting> now = new ArrayList<>(before);
    now.add(first.sighting());
    return keys(Neighbourhood.of(before, now, RULES));
  }

  private static Set<String> keys(Neighbourhood neighbourhood) {
    Set<String> keys = new TreeSet<>();
    neighbourhood.members().forEach(member -> keys.add(member.key()));
    return keys;
  }

  private static Told page(String key, String openedAt) {
    return new Told(Side.PAGE, key, openedAt);
  }

  private static Told ticket(String key, String openedAt) {
    return new Told(Side.TICKET, key, openedAt);
  }
}
