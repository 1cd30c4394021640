package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Titles of few words, so that many are alike; problems, parents and sentences now and then. */
@DisplayName("However incidents come")
class CauseIdentityTest {
  private static final int INCIDENTS = 300;

  @RepeatedTest(50)
  @DisplayName("in their order, parts of any size give the ids that all at once give")
  void anyParts(RepetitionInfo round) {
    SplittableRandom random = new SplittableRandom(round.getCurrentRepetition());
    List<CauseSighting> incidents = incidents(random);
    Map<String, Placement> once = new LinkedHashMap<>();
    place(incidents, once, new ArrayList<>());

    Map<String, Placement> parts = new LinkedHashMap<>();
    List<Known> known = new ArrayList<>();
    for (int from = 0; from < INCIDENTS; ) {
      int to = Math.min(INCIDENTS, from + random.nextInt(1, 60));
      place(incidents.subList(from, to), parts, known);
      from = to;
    }

    assertThat(parts).isEqualTo(once);
  }

  @RepeatedTest(50)
  @DisplayName("late ones attach or lead, and nobody else moves")
  void late(RepetitionInfo round) {
    SplittableRandom random = new SplittableRandom(round.getCurrentRepetition());
    List<CauseSighting> punctual = new ArrayList<>();
    List<CauseSighting> late = new ArrayList<>();
    incidents(random).forEach(it -> (random.nextInt(5) == 0 ? late : punctual).add(it));
    Map<String, Placement> placed = new LinkedHashMap<>();
    List<Known> known = new ArrayList<>();
    place(punctual, placed, known);
    Map<String, Placement> before = new LinkedHashMap<>(placed);

    place(late, placed, known);

    assertThat(placed).containsAllEntriesOf(before).hasSize(INCIDENTS);
    List<String> led =
        placed.values().stream()
            .filter(it -> it.edge() == Placement.Edge.LEADER)
            .map(Placement::causeId)
            .toList();
    assertThat(led).doesNotHaveDuplicates();
    assertThat(placed.values()).extracting(Placement::causeId).isSubsetOf(led);
  }

  private record Known(CauseSighting incident, Placement placement) {}

  /** Places them in a registry that recalls what is known and nothing else. */
  private static void place(
      List<CauseSighting> incidents, Map<String, Placement> placed, List<Known> known) {
    CauseRegistry registry = CauseRegistry.empty(CauseRules.USUAL);
    for (Known each : known) {
      Placement placement = each.placement();
      placement.claims().forEach(hash -> registry.recallMeaning(hash, placement.causeId()));
      if (placement.edge() == Placement.Edge.LEADER && each.incident().isMachineTitled()) {
        registry.recallLeader(
            Leader.recalled(
                placement.causeId(),
                CauseRules.USUAL.scope().of(each.incident().tenant(), each.incident().service()),
                each.incident().comparedTitle()));
      }
    }
    List<CauseSighting> inOrder = new ArrayList<>(incidents);
    inOrder.sort(
        Comparator.comparing(CauseSighting::openedAt).thenComparing(CauseSighting::incidentId));
    for (CauseSighting incident : inOrder) {
      Placement placement = registry.place(incident);
      placed.put(incident.incidentId(), placement);
      known.add(new Known(incident, placement));
    }
  }

  private static List<CauseSighting> incidents(SplittableRandom random) {
    List<CauseSighting> incidents = new ArrayList<>();
    for (int hour = 0; hour < INCIDENTS; hour++) {
      StringBuilder title = new StringBuilder();
      int words = random.nextInt(2, 9);
      for (int word = 0; word < words; word++) {
        title.append("word").append((char) ('a' + random.nextInt(10))).append(' ');
      }
      CauseSighting incident =
          random.nextInt(4) == 0
              ? SampleSightings.human(hour, title.toString())
              : SampleSightings.machine(hour, title.toString());
      incident = random.nextInt(9) == 0 ? SampleSightings.ofTenant(incident, "b") : incident;
      incident =
          random.nextInt(6) == 0
              ? SampleSightings.ofProblem(incident, "PRB" + random.nextInt(8))
              : incident;
      incident =
          random.nextInt(4) == 0
              ? SampleSightings.saying(incident, "The reason was reason " + "ab".charAt(hour % 2))
              : incident;
      incident =
          random.nextInt(3) == 0
              ? SampleSightings.ofMonitor(incident, "M" + random.nextInt(3))
              : incident;
      incidents.add(
          random.nextInt(20) == 0
              ? SampleSightings.ofParent(incident, "INC" + random.nextInt(4))
              : incident);
    }
    return incidents;
  }
}
