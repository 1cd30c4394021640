package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Thirty causes on one service: monitors tell of them with numbers, hosts and ids that differ, some
 * with a severity before or a hint behind; people tell of them in sentences that are nearly those
 * about other causes.
 */
@DisplayName("Of planted causes")
class PlantedCausesTest {
  private static final int CAUSES = 30;
  private static final List<String> VOCABULARY =
      List.of(
          "disk",
          "queue",
          "latency",
          "errors",
          "certificate",
          "pods",
          "replica",
          "memory",
          "login",
          "backup",
          "requests",
          "timeout",
          "database",
          "pool",
          "cache",
          "broker",
          "index",
          "volume",
          "quota",
          "thread",
          "socket",
          "lookup",
          "batch",
          "worker",
          "leader",
          "shard",
          "token",
          "gateway",
          "proxy",
          "mirror");

  private record Told(int cause, CauseSighting incident, Placement placement) {}

  @RepeatedTest(20)
  @DisplayName("95 of 100 machines' titles are with their cause, and no human's with another")
  void planted(RepetitionInfo round) {
    SplittableRandom random = new SplittableRandom(round.getCurrentRepetition());
    List<List<String>> templates = templates(random);
    CauseRegistry registry = CauseRegistry.empty(CauseRules.USUAL);
    List<Told> machines = new ArrayList<>();
    List<Told> humans = new ArrayList<>();
    for (int hour = 0; hour < 2_000; hour++) {
      int cause = random.nextInt(CAUSES);
      boolean isMachine = random.nextInt(4) > 0;
      CauseSighting incident =
          isMachine
              ? SampleSightings.ofMonitor(
                  SampleSightings.machine(hour, alert(templates.get(cause), random)), "M1")
              : SampleSightings.human(hour, report(cause, random));
      (isMachine ? machines : humans).add(new Told(cause, incident, registry.place(incident)));
    }

    Map<Integer, String> main = new HashMap<>();
    Map<String, Integer> of = new HashMap<>();
    for (int cause = 0; cause < CAUSES; cause++) {
      int planted = cause;
      main.put(
          cause,
          most(
              machines.stream()
                  .filter(it -> it.cause() == planted)
                  .map(it -> it.placement().causeId())
                  .toList()));
    }
    for (String id : new HashSet<>(main.values())) {
      of.put(
          id,
          most(
              machines.stream()
                  .filter(it -> it.placement().causeId().equals(id))
                  .map(Told::cause)
                  .toList()));
    }
    long right =
        machines.stream()
            .filter(it -> it.placement().causeId().equals(main.get(it.cause())))
            .filter(it -> it.cause() == of.get(it.placement().causeId()))
            .count();
    assertThat((double) right / machines.size()).isGreaterThanOrEqualTo(0.95);
    Map<String, Set<Integer>> causesOfIds = new HashMap<>();
    humans.forEach(
        it ->
            causesOfIds
                .computeIfAbsent(it.placement().causeId(), id -> new HashSet<>())
                .add(it.cause()));
    assertThat(causesOfIds.values()).allSatisfy(causes -> assertThat(causes).hasSize(1));
    assertThat(causesOfIds).doesNotContainKeys(main.values().toArray(String[]::new));
  }

  private static <T extends Comparable<T>> T most(List<T> all) {
    Map<T, Long> counts = new HashMap<>();
    all.forEach(it -> counts.merge(it, 1L, Long::sum));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<T, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .orElseThrow()
        .getKey();
  }

  /** Four to seven words each, of which no two have more than half in common. */
  private static List<List<String>> templates(SplittableRandom random) {
    List<List<String>> templates = new ArrayList<>();
    while (templates.size() < CAUSES) {
      Set<String> words = new HashSet<>();
      int count = random.nextInt(4, 8);
      while (words.size() < count) {
        words.add(VOCABULARY.get(random.nextInt(VOCABULARY.size())));
      }
      boolean isNew =
          templates.stream()
              .allMatch(
                  other -> {
                    Set<String> both = new HashSet<>(other);
                    both.retainAll(words);
                    return both.size() * 4 <= words.size() + other.size() - both.size();
                  });
      if (isNew) {
        templates.add(List.copyOf(words));
      }
    }
    return templates;
  }

  private static String alert(List<String> template, SplittableRandom random) {
    StringBuilder title = new StringBuilder(random.nextInt(8) == 0 ? "[critical] " : "");
    for (String word : template) {
      title.append(word).append(' ');
    }
    return title
        .append(random.nextInt(100))
        .append(" % on db-")
        .append(random.nextInt(1_000))
        .append(".prod for checkout, id ")
        .append(Long.toHexString(random.nextLong() | 1L << 62))
        .append(random.nextInt(8) == 0 ? " again" : "")
        .toString();
  }

  private static String report(int cause, SplittableRandom random) {
    return "Customers of region %d cannot pay with card type %d since the release this morning"
        .formatted(cause, random.nextInt(3));
  }
}
