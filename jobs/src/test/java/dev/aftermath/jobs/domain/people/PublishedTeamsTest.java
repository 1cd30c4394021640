package dev.aftermath.jobs.domain.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.aftermath.jobs.domain.people.PublishedTeams.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Teams in what is published")
class PublishedTeamsTest {

  @Test
  @DisplayName("are told of alone from the third person on, but for the team that was known first")
  void alone() {
    List<Member> members = new ArrayList<>();
    members.addAll(known("first", 1, "a", "b", "c", "d"));
    members.addAll(known("large", 5, "e", "f", "g"));
    members.addAll(known("small", 8, "h", "i"));

    PublishedTeams published = PublishedTeams.of(members, 3);

    assertThat(published.togetherSince()).isEqualTo(day(3));
    assertThat(published.aloneSince()).containsExactly(entry("large", day(7)));
    assertThat(published.name("first", day(30))).contains("(small teams)");
    assertThat(published.name("large", day(6))).contains("(small teams)");
    assertThat(published.name("large", day(7))).contains("large");
    assertThat(published.name("small", day(30))).contains("(small teams)");
    assertThat(published.name("known by tickets alone", day(30))).contains("(small teams)");
  }

  @Test
  @DisplayName("are not told of while all their people together are too few, each counted once")
  void tooFew() {
    List<Member> members = new ArrayList<>();
    members.addAll(known("first", 1, "a", "b"));
    members.addAll(known("second", 3, "b", "a", "c"));

    assertThat(PublishedTeams.of(members, 3).togetherSince()).isEqualTo(day(5));
    assertThat(PublishedTeams.of(members, 3).name("second", day(4))).isEmpty();
    assertThat(PublishedTeams.of(members, 4).name("second", day(9))).isEmpty();
    assertThat(PublishedTeams.of(List.of(), 4).name("second", day(9))).isEmpty();
  }

  @Test
  @DisplayName("are told of alone once those known before them are enough without them")
  void cover() {
    List<Member> members = new ArrayList<>();
    members.addAll(known("first", 1, "a"));
    members.addAll(known("second", 2, "b", "c", "d"));
    members.addAll(known("first", 8, "e", "f"));

    assertThat(PublishedTeams.of(members, 3).aloneSince()).containsExactly(entry("second", day(9)));
  }

  @Test
  @DisplayName("are told of together where it is not known when something happened")
  void unknownTime() {
    PublishedTeams published = new PublishedTeams(day(1), Map.of("large", day(2)));

    assertThat(published.name("large", null)).contains("(small teams)");
    assertThat(new PublishedTeams(null, Map.of()).name("large", null)).isEmpty();
  }

  @Test
  @DisplayName("of two kinds of figures are told of alone once they are large enough in both")
  void kinds() {
    PublishedTeams incidents =
        new PublishedTeams(
            day(1), Map.of("both", day(3), "one", day(4), "not large there", day(5)));
    PublishedTeams pages = new PublishedTeams(day(2), Map.of("both", day(6)));

    PublishedTeams together = incidents.and(pages, Set.of("both", "not large there"));

    assertThat(together.togetherSince()).isEqualTo(day(1));
    assertThat(together.aloneSince()).containsOnly(entry("both", day(6)), entry("one", day(4)));
  }

  /** One person a day. */
  private static List<Member> known(String team, int firstDay, String... people) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < people.length; i++) {
      members.add(new Member(team, people[i], day(firstDay + i)));
    }
    return members;
  }

  private static Instant day(int day) {
    return Instant.parse("2026-11-01T00:00:00Z").plusSeconds(86_400L * day);
  }
}
