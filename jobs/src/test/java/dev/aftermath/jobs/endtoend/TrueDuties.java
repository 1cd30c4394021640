package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.PostmortemCoverage;
import dev.aftermath.jobs.gold.PostmortemDuties;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How it stands with the postmortems that incidents of simulated worlds ask for. */
final class TrueDuties {
  private static final Duration DUE_WITHIN = Duration.ofDays(5);
  private static final List<String> STATES = List.of("pending", "in_time", "late", "missing");

  private final TrueWeeks weeks;
  private final List<Duty> duties = new ArrayList<>();
  private final Map<String, Map<LocalDate, List<String>>> segments = new TreeMap<>();

  private TrueDuties(TrueWeeks weeks) {
    this.weeks = weeks;
  }

  /**
   * An incident that asks for a postmortem.
   *
   * @param first of those that were written the one that was finished first; null where none was
   */
  record Duty(
      KnownIncident incident, String state, @Nullable KnownPostmortem first, int writtenCount) {

    @Nullable Instant resolvedAt() {
      return incident.settledAt();
    }

    @Nullable Instant dueAt() {
      Instant resolvedAt = resolvedAt();
      return resolvedAt == null ? null : resolvedAt.plus(DUE_WITHIN);
    }

    @Nullable Instant completedAt() {
      return first == null ? null : first.completedAt();
    }

    private String line(TrueWeeks weeks) {
      Instant resolvedAt = resolvedAt();
      return Lines.line(
          state,
          resolvedAt,
          dueAt(),
          completedAt(),
          first == null ? null : first.key(),
          writtenCount,
          resolvedAt == null ? null : TrueWeeks.label(weeks.mondayOf(resolvedAt)));
    }
  }

  /** Those of all worlds. */
  static List<Duty> among(ManyWorlds worlds, TrueWeeks weeks) {
    return of(worlds, weeks).duties;
  }

  private static TrueDuties of(ManyWorlds worlds, TrueWeeks weeks) {
    TrueDuties truth = new TrueDuties(weeks);
    worlds.worlds().forEach(truth::take);
    return truth;
  }

  static void assertAreThoseOf(ManyWorlds worlds, TestPlatform platform, TrueWeeks weeks) {
    TrueDuties truth = of(worlds, weeks);
    Map<String, String> lines = new HashMap<>();
    truth.duties.forEach(duty -> lines.put(duty.incident().id(), duty.line(weeks)));
    assertThat(lines.values())
        .anyMatch(it -> it.startsWith("open"))
        .anyMatch(it -> it.startsWith("pending"))
        .anyMatch(it -> it.startsWith("in_time"))
        .anyMatch(it -> it.startsWith("late"))
        .anyMatch(it -> it.startsWith("missing"));
    Lines.assertSame(
        PostmortemDuties.TABLE.name(),
        lines,
        Lines.rows(
            platform.read(PostmortemDuties.TABLE),
            List.of("incident_id"),
            List.of(
                "state",
                "resolved_at",
                "due_at",
                "completed_at",
                "postmortem_key",
                "postmortem_count",
                "week")));
    Lines.assertSame(
        PostmortemCoverage.TABLE.name(),
        truth.coverage(),
        Lines.rows(
            platform.read(PostmortemCoverage.TABLE),
            List.of("segment_type", "segment", "week"),
            List.of(
                "required_count",
                "pending_count",
                "in_time_count",
                "late_count",
                "missing_count",
                "undated_count",
                "written_count",
                "coverage_ratio",
                "in_time_ratio")));
  }

  private void take(SmallWorld world) {
    Map<String, List<KnownPostmortem>> written = new HashMap<>();
    for (KnownPostmortem postmortem : KnownPostmortem.in(world)) {
      KnownIncident incident = postmortem.incident();
      if (incident != null) {
        written.computeIfAbsent(incident.id(), id -> new ArrayList<>()).add(postmortem);
      }
    }
    world.incidents().stream()
        .filter(it -> it.isCounted() && asksForOne(it))
        .forEach(it -> take(it, written.getOrDefault(it.id(), List.of())));
  }

  private static boolean asksForOne(KnownIncident incident) {
    return List.of("1", "2").contains(String.valueOf(incident.priority()))
        || Boolean.TRUE.equals(incident.isMajor());
  }

  private void take(KnownIncident incident, List<KnownPostmortem> written) {
    Instant resolvedAt = incident.settledAt();
    KnownPostmortem first =
        written.stream()
            .min(
                Comparator.comparing(KnownPostmortem::completedAt)
                    .thenComparing(KnownPostmortem::key))
            .orElse(null);
    String state = state(resolvedAt, first == null ? null : first.completedAt());
    duties.add(new Duty(incident, state, first, written.size()));
    if (resolvedAt != null) {
      TrueFigures.segments(incident)
          .filter(segment -> !segment.matches("(priority|system)\t.*"))
          .forEach(
              segment ->
                  segments
                      .computeIfAbsent(segment, it -> new TreeMap<>())
                      .computeIfAbsent(weeks.mondayOf(resolvedAt), it -> new ArrayList<>())
                      .add(state));
    }
  }

  private String state(@Nullable Instant resolvedAt, @Nullable Instant completedAt) {
    if (resolvedAt == null) {
      return completedAt == null ? "open" : "in_time";
    }
    Instant due = resolvedAt.plus(DUE_WITHIN);
    if (completedAt == null) {
      return weeks.asOf().isAfter(due) ? "missing" : "pending";
    }
    return completedAt.isAfter(due) ? "late" : "in_time";
  }

  private Map<String, String> coverage() {
    Map<String, String> coverage = new HashMap<>();
    segments.forEach(
        (segment, byWeek) ->
            weeks
                .since(byWeek.keySet().iterator().next())
                .forEach(
                    monday ->
                        coverage.put(
                            Lines.line(segment, TrueWeeks.label(monday)),
                            figure(byWeek.getOrDefault(monday, List.of())))));
    return coverage;
  }

  private static String figure(List<String> states) {
    long inTime = states.stream().filter("in_time"::equals).count();
    long late = states.stream().filter("late"::equals).count();
    long missing = states.stream().filter("missing"::equals).count();
    return Stream.of(
            Lines.line(states.size()),
            Lines.line(
                STATES.stream()
                    .map(state -> states.stream().filter(state::equals).count())
                    .toArray()),
            Lines.line(
                0,
                inTime + late,
                Lines.ratio(inTime + late, inTime + late + missing),
                Lines.ratio(inTime, inTime + late + missing)))
        .reduce(Lines::line)
        .orElseThrow();
  }
}
