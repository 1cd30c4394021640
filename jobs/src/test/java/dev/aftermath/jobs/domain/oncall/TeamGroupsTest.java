package dev.aftermath.jobs.domain.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Groups of teams")
class TeamGroupsTest {

  @Test
  @DisplayName("are the large teams, and the small ones together")
  void pooled() {
    assertThat(names(Map.of("a", people(1, 12), "b", people(20, 6), "c", people(30, 5))))
        .containsExactly("a", "b, c");
  }

  @Test
  @DisplayName("take in the smallest large team where the small ones are too few together")
  void joined() {
    assertThat(names(Map.of("a", people(1, 12), "b", people(20, 3), "c", people(30, 11))))
        .containsExactly("a", "b, c");
  }

  @Test
  @DisplayName("count somebody in two teams once, and do not exist where all are too few")
  void tooFew() {
    assertThat(names(Map.of("a", people(1, 6), "b", people(1, 6), "c", people(4, 5)))).isEmpty();
    assertThat(names(Map.of())).isEmpty();
    assertThat(TeamGroups.of(Map.of("a", people(1, 6), "b", people(5, 6)), 10))
        .extracting(TeamGroups.Group::peopleCount)
        .containsExactly(10);
  }

  @Test
  @DisplayName("leave nothing to subtract: they share no team, and each is large enough")
  void nothingToSubtract() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      Map<String, Set<Long>> people = new HashMap<>();
      int teams = random.nextInt(12);
      for (int team = 0; team < teams; team++) {
        people.put("team-" + team, people(random.nextInt(200), random.nextInt(25)));
      }
      List<TeamGroups.Group> groups = TeamGroups.of(people, 10);
      assertThat(groups.stream().flatMap(group -> group.teams().stream())).doesNotHaveDuplicates();
      for (TeamGroups.Group group : groups) {
        Set<Long> all = new HashSet<>();
        group.teams().forEach(team -> all.addAll(people.getOrDefault(team, Set.of())));
        assertThat(all).hasSize(group.peopleCount()).hasSizeGreaterThanOrEqualTo(10);
      }
      // Whoever knows the teams' names finds none that is missing alone.
      boolean someMissing =
          groups.stream().mapToInt(group -> group.teams().size()).sum() < people.size();
      assertThat(someMissing && !groups.isEmpty()).isFalse();
    }
  }

  private static List<String> names(Map<String, Set<Long>> people) {
    return TeamGroups.of(people, 10).stream().map(TeamGroups.Group::name).toList();
  }

  private static Set<Long> people(long first, int count) {
    return LongStream.range(first, first + count).boxed().collect(Collectors.toSet());
  }
}
