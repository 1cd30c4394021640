package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.KnownIncident.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.gold.SlaCompliance;
import dev.aftermath.jobs.gold.SlaOutcomes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of the SLAs of simulated worlds, one by one and by both denominators. */
final class TrueSlas {
  private static final List<String> STATES =
      List.of("met", "breached", "cancelled", "undecided", "without_sla");

  private TrueSlas() {}

  /** The truth's lines as {@link #computed} tells rows. */
  static Map<String, String> outcomes(List<JsonNode> slas) {
    Map<String, String> outcomes = new HashMap<>();
    for (JsonNode sla : slas) {
      outcomes.put(
          Lines.line(text(sla, "ticket"), text(sla, "target"), text(sla, "start")), outcome(sla));
    }
    return outcomes;
  }

  private static String outcome(JsonNode sla) {
    String word = word(sla);
    boolean misstated = sla.path("misstated").asBoolean();
    boolean isDecided = List.of("met", "breached").contains(word);
    return Lines.line(
        word,
        isDecided ? text(sla, "allowed_seconds") : null,
        isDecided ? text(sla, "paused_seconds") : null,
        isDecided ? text(sla, "elapsed_seconds") : null,
        isDecided ? text(sla, "business_elapsed_seconds") : null,
        misstated ? "[breach_contradicts_computed, breach_contradicts_stated_ratio]" : "[]");
  }

  /** As the source states it, which is believed. */
  static String word(JsonNode sla) {
    if (sla.path("runs").asBoolean()) {
      return "running";
    }
    if (sla.path("cancelled").asBoolean()) {
      return "cancelled";
    }
    boolean misstated = sla.path("misstated").asBoolean();
    return sla.path("breached").asBoolean() != misstated ? "breached" : "met";
  }

  static Map<String, String> computed(Dataset<Row> outcomes) {
    String decided = "IF(outcome IN ('met', 'breached'), %s_seconds, NULL) AS %<s";
    return Lines.rows(
        outcomes,
        List.of("servicenow_key", "target", "start_at"),
        List.of(
            "outcome",
            decided.formatted("allowed"),
            decided.formatted("paused"),
            decided.formatted("elapsed"),
            decided.formatted("business_elapsed"),
            "CAST(flags AS STRING)"));
  }

  /** How long those that still run have stood still, in the hours that they run in. */
  static Map<String, String> pauses(TestPlatform platform) {
    return Lines.rows(
        platform.read(SlaOutcomes.TABLE).where("outcome = 'running'"),
        List.of("servicenow_key", "target", "start_at"),
        List.of("IF(schedule IS NULL, paused_seconds, business_paused_seconds)"));
  }

  static void assertOutcomes(ManyWorlds worlds, TestPlatform platform) {
    Map<String, String> outcomes = outcomes(worlds.truth("slas.jsonl"));
    assertHoldsEverything(outcomes);
    Lines.assertSame(
        SlaOutcomes.TABLE.name(), outcomes, computed(platform.read(SlaOutcomes.TABLE)));
  }

  /** Those that took too long, that were paused, that run on, and of which the export is wrong. */
  static void assertHoldsEverything(Map<String, String> outcomes) {
    assertThat(outcomes.values())
        .anyMatch(sla -> sla.startsWith("met"))
        .anyMatch(sla -> sla.startsWith("breached"))
        .anyMatch(sla -> sla.startsWith("running"))
        .anyMatch(sla -> sla.contains("\t600\t"))
        .anyMatch(sla -> sla.contains("contradicts"));
  }

  static void assertCompliance(ManyWorlds worlds, TestPlatform platform, TrueWeeks weeks) {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (SmallWorld world : worlds.worlds()) {
      Map<String, String> states = states(world.lines("slas.jsonl"));
      for (KnownIncident incident : world.incidents()) {
        if (incident.isCounted() && incident.isTicketed() && incident.settledAt() != null) {
          for (String target : List.of("response", "resolution")) {
            String state =
                states.getOrDefault(Lines.line(incident.ticketNumber(), target), "without_sla");
            places(incident, weeks)
                .forEach(
                    place ->
                        counts
                            .computeIfAbsent(Lines.line(target, place), key -> new HashMap<>())
                            .merge(state, 1L, Long::sum));
          }
        }
      }
    }
    Map<String, String> expected = new HashMap<>();
    counts.forEach((place, states) -> expected.put(place, figures(states)));
    Lines.assertSame(
        SlaCompliance.TABLE.name(),
        expected,
        Lines.rows(
            platform.read(SlaCompliance.TABLE).where("segment_type <> 'team'"),
            List.of("target", "period", "segment_type", "segment"),
            List.of(
                "resolved_count",
                "met_count",
                "breached_count",
                "cancelled_count",
                "undecided_count",
                "without_sla_count",
                "met_ratio",
                "met_of_resolved_ratio",
                "coverage_ratio")));
  }

  /** The week in which it was settled and all weeks together, in each of its segments. */
  private static Stream<String> places(KnownIncident incident, TrueWeeks weeks) {
    String week = TrueWeeks.label(weeks.mondayOf(Objects.requireNonNull(incident.settledAt())));
    return TrueFigures.segments(incident)
        .filter(segment -> !segment.startsWith("system"))
        .flatMap(segment -> Stream.of(Lines.line(week, segment), Lines.line("all", segment)));
  }

  /** Of each ticket and target the worst that is known. */
  private static Map<String, String> states(List<JsonNode> slas) {
    List<String> worstFirst = List.of("breached", "undecided", "met", "cancelled");
    Map<String, String> states = new HashMap<>();
    for (JsonNode sla : slas) {
      String word = word(sla);
      states.merge(
          Lines.line(text(sla, "ticket"), text(sla, "target")),
          word.equals("running") ? "undecided" : word,
          (one, other) -> worstFirst.indexOf(one) < worstFirst.indexOf(other) ? one : other);
    }
    return states;
  }

  private static String figures(Map<String, Long> states) {
    List<Long> counts = STATES.stream().map(state -> states.getOrDefault(state, 0L)).toList();
    long resolved = counts.stream().mapToLong(Long::longValue).sum();
    long met = counts.get(0);
    long decided = met + counts.get(1);
    return Lines.line(
        resolved,
        met,
        counts.get(1),
        counts.get(2),
        counts.get(3),
        counts.get(4),
        Lines.ratio(met, decided),
        Lines.ratio(met, resolved),
        Lines.ratio(decided, resolved));
  }
}
