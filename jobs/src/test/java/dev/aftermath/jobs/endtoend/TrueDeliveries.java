package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.KnownIncident.at;
import static dev.aftermath.jobs.endtoend.KnownIncident.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.gold.DeploymentOutcomes;
import dev.aftermath.jobs.gold.IncidentAttributions;
import dev.aftermath.jobs.gold.ServiceDelivery;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came of the deployments of simulated worlds, and DORA's five figures of them. */
final class TrueDeliveries {
  private static final Duration WINDOW = Duration.ofHours(4);

  private final Map<String, String> attributions = new HashMap<>();
  private final Map<String, String> outcomes = new HashMap<>();
  private final Map<String, Map<LocalDate, List<Release>>> releases = new TreeMap<>();
  private final TrueWeeks weeks;

  private TrueDeliveries(TrueWeeks weeks) {
    this.weeks = weeks;
  }

  /** A deployment with the incidents that are put down to it. */
  record Release(
      String key,
      String number,
      String service,
      Instant startedAt,
      Instant endedAt,
      @Nullable Instant committedAt,
      boolean repairs,
      List<KnownIncident> failures) {

    static Release of(JsonNode line) {
      String service = Objects.requireNonNull(text(line, "service"));
      String number = Objects.requireNonNull(text(line, "key"));
      return new Release(
          String.join(":", text(line, "system"), number, service),
          number,
          service,
          Objects.requireNonNull(at(line, "started_at")),
          Objects.requireNonNull(at(line, "ended_at")),
          at(line, "committed_at"),
          line.path("repairs").asBoolean(),
          new ArrayList<>());
    }

    boolean isFailed() {
      return !failures.isEmpty();
    }

    @Nullable Long leadSeconds() {
      return committedAt == null ? null : Long.valueOf(seconds(committedAt, endedAt));
    }

    /** Until the last failure was over. */
    @Nullable Long recoverySeconds() {
      boolean isOver = failures.stream().allMatch(it -> it.settledAt() != null);
      return failures.isEmpty() || !isOver
          ? null
          : Long.valueOf(
              failures.stream()
                  .mapToLong(it -> seconds(endedAt, Objects.requireNonNull(it.settledAt())))
                  .max()
                  .orElseThrow());
    }

    private static long seconds(Instant from, Instant to) {
      return to.getEpochSecond() - from.getEpochSecond();
    }
  }

  /** Those of all worlds. */
  static List<Release> among(ManyWorlds worlds, TrueWeeks weeks) {
    return of(worlds, weeks).all();
  }

  private static TrueDeliveries of(ManyWorlds worlds, TrueWeeks weeks) {
    TrueDeliveries truth = new TrueDeliveries(weeks);
    worlds.worlds().forEach(truth::take);
    return truth;
  }

  private List<Release> all() {
    return releases.values().stream()
        .flatMap(byWeek -> byWeek.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  static void assertAreThoseOf(ManyWorlds worlds, TestPlatform platform, TrueWeeks weeks) {
    TrueDeliveries truth = of(worlds, weeks);
    assertHoldEverything(truth);
    Lines.assertSame(
        IncidentAttributions.TABLE.name(),
        truth.attributions,
        Lines.rows(
            platform.read(IncidentAttributions.TABLE),
            List.of("incident_id"),
            List.of("rule", "deployment_key")));
    Lines.assertSame(
        DeploymentOutcomes.TABLE.name(),
        truth.outcomes,
        Lines.rows(
            platform.read(DeploymentOutcomes.TABLE),
            List.of("deployment_key"),
            List.of(
                "started_at",
                "ended_at",
                "lead_seconds",
                "is_failed",
                "CAST(incident_ids AS STRING)",
                "recovery_seconds",
                "is_rework")));
    Lines.assertSame(
        ServiceDelivery.TABLE.name(),
        truth.figures(),
        Lines.rows(
            platform.read(ServiceDelivery.TABLE),
            List.of("service", "week"),
            List.of(
                "deployment_count",
                "lead_count",
                "median_lead_seconds",
                "failed_count",
                "change_fail_ratio",
                "recovered_count",
                "median_recovery_seconds",
                "rework_count",
                "rework_ratio")));
  }

  private static void assertHoldEverything(TrueDeliveries truth) {
    assertThat(truth.all())
        .anyMatch(it -> it.key().startsWith("azure-devops:") && !it.failures().isEmpty())
        .anyMatch(it -> it.key().startsWith("azure-devops:") && it.repairs())
        .anyMatch(it -> it.key().startsWith("servicenow:") && it.repairs())
        .anyMatch(it -> it.failures().size() > 1)
        .anyMatch(it -> !it.failures().isEmpty() && it.recoverySeconds() == null);
    assertThat(truth.attributions.values())
        .anyMatch(it -> it.startsWith("explicit_reference"))
        .anyMatch(it -> it.startsWith("time_window"))
        .anyMatch(it -> it.startsWith("unattributed"));
  }

  private void take(SmallWorld world) {
    List<Release> all = world.lines("deployments.jsonl").stream().map(Release::of).toList();
    world.incidents().stream()
        .filter(KnownIncident::isCounted)
        .sorted(Comparator.comparing(KnownIncident::openedAt).thenComparing(KnownIncident::id))
        .forEach(incident -> attribute(incident, all));
    for (Release release : all) {
      outcomes.put(
          release.key(),
          Lines.line(
              release.startedAt(),
              release.endedAt(),
              release.leadSeconds(),
              release.isFailed(),
              release.failures().stream().map(KnownIncident::id).toList(),
              release.recoverySeconds(),
              release.repairs()));
      releases
          .computeIfAbsent(release.service(), service -> new TreeMap<>())
          .computeIfAbsent(weeks.mondayOf(release.endedAt()), monday -> new ArrayList<>())
          .add(release);
    }
  }

  /** To the change that its ticket names and to no other, or else to what was released before. */
  private void attribute(KnownIncident incident, List<Release> all) {
    String named = incident.change();
    Release cause =
        all.stream()
            .filter(
                it ->
                    named == null
                        ? it.service().equals(incident.service())
                            && !it.startedAt().isAfter(incident.openedAt())
                        : it.number().equals(named))
            .max(Comparator.comparing(Release::startedAt).thenComparing(Release::key))
            .orElse(null);
    boolean isTooLate =
        cause != null && named == null && incident.openedAt().isAfter(cause.endedAt().plus(WINDOW));
    if (cause == null || isTooLate) {
      attributions.put(incident.id(), Lines.line("unattributed", null));
    } else {
      cause.failures().add(incident);
      String rule = named == null ? "time_window" : "explicit_reference";
      attributions.put(incident.id(), Lines.line(rule, cause.key()));
    }
  }

  private Map<String, String> figures() {
    Map<String, String> figures = new HashMap<>();
    releases.forEach(
        (service, byWeek) ->
            weeks
                .since(byWeek.keySet().iterator().next())
                .forEach(
                    monday ->
                        figures.put(
                            Lines.line(service, TrueWeeks.label(monday)),
                            figure(byWeek.getOrDefault(monday, List.of())))));
    return figures;
  }

  private static String figure(List<Release> made) {
    long[] leads = ascending(made.stream().map(Release::leadSeconds).toList());
    long[] recoveries = ascending(made.stream().map(Release::recoverySeconds).toList());
    long failed = made.stream().filter(Release::isFailed).count();
    long repairs = made.stream().filter(Release::repairs).count();
    return Lines.line(
        made.size(),
        leads.length,
        TrueFigures.tenth(leads, 5),
        failed,
        Lines.ratio(failed, made.size()),
        recoveries.length,
        TrueFigures.tenth(recoveries, 5),
        repairs,
        Lines.ratio(repairs, made.size()));
  }

  private static long[] ascending(List<@Nullable Long> known) {
    return known.stream().filter(Objects::nonNull).mapToLong(Long::longValue).sorted().toArray();
  }
}
