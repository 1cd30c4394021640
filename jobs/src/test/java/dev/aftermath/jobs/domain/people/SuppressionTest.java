package dev.aftermath.jobs.domain.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Figures of groups of people")
class SuppressionTest {
  private static final long LIMIT = 10;

  @Test
  @DisplayName(
      "are hidden below the limit, with the smallest group beside it that subtraction needs")
  void complementary() {
    Group whole = Group.of("all", List.of(Group.of("a", 4), Group.of("b", 12), Group.of("c", 30)));

    assertThat(Suppression.of(whole, LIMIT).hidden()).containsExactly("a", "b");
  }

  @Test
  @DisplayName("are hidden no further when those hidden are together as many people as the limit")
  void enough() {
    Group whole = Group.of("all", List.of(Group.of("a", 4), Group.of("b", 6), Group.of("c", 10)));

    assertThat(Suppression.of(whole, LIMIT).hidden()).containsExactly("a", "b");
  }

  @Test
  @DisplayName("are hidden with all groups that the group is made of")
  void below() {
    Group b = Group.of("b", List.of(Group.of("b1", 10), Group.of("b2", 11)));
    Group whole = Group.of("all", List.of(Group.of("a", 9), b, Group.of("c", 40)));

    assertThat(Suppression.of(whole, LIMIT).hidden()).containsExactly("a", "b", "b1", "b2");
  }

  @Test
  @DisplayName("are hidden altogether when the whole is below the limit")
  void whole() {
    Group whole = Group.of("all", List.of(Group.of("a", 4), Group.of("b", 5)));

    assertThat(Suppression.of(whole, LIMIT).hidden()).containsExactly("a", "all", "b");
  }

  /**
   * The attack knows every published figure and that wholes are the sums of their parts. By
   * Gaussian elimination over fractions it finds each hidden figure that these equations determine,
   * and each sum of hidden parts.
   */
  @Test
  @DisplayName("give no hidden figure away to subtraction in 1,000 random organisations")
  void differencing() {
    int hidden = 0;
    for (int seed = 1; seed <= 1_000; seed++) {
      String name = "seed " + seed;
      Random random = new Random(seed);
      Group whole = organisation("all", random, 3);
      Suppression suppression = Suppression.of(whole, LIMIT);
      hidden += suppression.hidden().size();

      assertThat(Attack.on(whole, suppression).determined()).as(name).isEmpty();
      whole
          .all()
          .filter(group -> !suppression.hides(group.id()))
          .forEach(
              group -> {
                assertThat(group.people()).isGreaterThanOrEqualTo(LIMIT);
                long together =
                    group.parts().stream()
                        .filter(part -> suppression.hides(part.id()))
                        .mapToLong(Group::people)
                        .sum();
                assertThat(together == 0 || together >= LIMIT).as(name).isTrue();
              });
    }
    assertThat(hidden).isGreaterThan(1_000);
  }

  @Test
  @DisplayName("would be given away if only the small groups were hidden: the attack works")
  void attack() {
    Group whole = Group.of("all", List.of(Group.of("a", 4), Group.of("b", 12)));
    Suppression naive = new Suppression(new TreeSet<>(List.of("a")));

    assertThat(Attack.on(whole, naive).determined()).containsExactly("a");
  }

  private static Group organisation(String id, Random random, int levels) {
    int parts = levels == 0 ? 0 : random.nextInt(6);
    if (parts == 0) {
      return Group.of(id, 1 + random.nextInt(25));
    }
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      groups.add(organisation(id + "." + i, random, levels - 1));
    }
    return Group.of(id, groups);
  }

  /** Equations over the hidden figures: a row per whole, a column per hidden group. */
  private record Attack(List<String> unknowns, List<Map<Integer, BigInteger>> equations) {

    static Attack on(Group whole, Suppression suppression) {
      List<String> unknowns = new ArrayList<>(suppression.hidden());
      Map<String, Integer> places = new HashMap<>();
      unknowns.forEach(id -> places.put(id, places.size()));
      List<Map<Integer, BigInteger>> equations = new ArrayList<>();
      whole
          .all()
          .filter(group -> !group.parts().isEmpty())
          .forEach(
              group -> {
                Map<Integer, BigInteger> equation = new TreeMap<>();
                add(equation, places.get(group.id()), -1);
                group.parts().forEach(part -> add(equation, places.get(part.id()), 1));
                equations.add(equation);
              });
      return new Attack(unknowns, equations);
    }

    private static void add(Map<Integer, BigInteger> equation, @Nullable Integer place, int by) {
      if (place != null) {
        equation.put(place, BigInteger.valueOf(by));
      }
    }

    /** The unknowns that stand alone in a row of the reduced equations. */
    List<String> determined() {
      List<Map<Integer, BigInteger>> rows = new ArrayList<>(equations);
      List<Map<Integer, BigInteger>> reduced = new ArrayList<>();
      for (int column = 0; column < unknowns.size(); column++) {
        Map<Integer, BigInteger> pivot = null;
        for (Map<Integer, BigInteger> row : rows) {
          if (row.containsKey(column)) {
            pivot = row;
            break;
          }
        }
        if (pivot != null) {
          rows.remove(pivot);
          eliminate(rows, pivot, column);
          eliminate(reduced, pivot, column);
          reduced.add(pivot);
        }
      }
      return reduced.stream()
          .filter(row -> row.size() == 1)
          .map(row -> unknowns.get(row.keySet().iterator().next()))
          .toList();
    }

    private static void eliminate(
        List<Map<Integer, BigInteger>> rows, Map<Integer, BigInteger> pivot, int column) {
      BigInteger by = pivot.getOrDefault(column, BigInteger.ONE);
      for (Map<Integer, BigInteger> row : rows) {
        BigInteger factor = row.get(column);
        if (factor != null) {
          row.replaceAll((place, value) -> value.multiply(by));
          pivot.forEach(
              (place, value) ->
                  row.merge(
                      place,
                      value.multiply(factor).negate(),
                      (a, b) -> a.add(b).signum() == 0 ? null : a.add(b)));
        }
      }
    }
  }
}
