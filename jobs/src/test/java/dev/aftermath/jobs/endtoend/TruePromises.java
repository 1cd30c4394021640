package dev.aftermath.jobs.endtoend;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.BrokenPromises;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What became of the action items of a simulated world, against what is said of its causes. Which
 * incidents a cause has is taken as it was found, since {@link TrueCauses} holds that to the truth.
 */
final class TruePromises {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration DAY = Duration.ofDays(1);

  private final ZoneId zone;
  private final Instant asOf;
  private final Map<String, List<Instant>> openings = new TreeMap<>();
  private final Map<String, List<Item>> items = new TreeMap<>();
  private final Map<String, List<Item>> problems = new TreeMap<>();

  private TruePromises(ZoneId zone, Instant asOf) {
    this.zone = zone;
    this.asOf = asOf;
  }

  /** An action item or a problem record as it truly was; null where it is not done. */
  private record Item(
      String name, Instant incidentAt, Instant writtenAt, Instant dueAt, @Nullable Instant doneAt) {

    boolean isOpen() {
      return doneAt == null;
    }
  }

  static void assertFound(TestPlatform platform, Path truth, Instant asOf) throws IOException {
    TruePromises promises = new TruePromises(platform.settings().reportZone(), asOf);
    promises.read(platform, truth);
    promises.readProblems(platform, truth);
    promises.assertCounts(platform);
    assertSameInBothTables(platform);
    promises.assertFixes(platform);
    promises.assertBroken(platform);
  }

  private void read(TestPlatform platform, Path truth) throws IOException {
    Map<String, JsonNode> written = new HashMap<>();
    for (String line : Files.readAllLines(truth.resolve("postmortems.jsonl"))) {
      JsonNode postmortem = line.isBlank() ? JSON.missingNode() : JSON.readTree(line);
      if (postmortem.path("is_written").asBoolean()) {
        written.put(postmortem.path("id").asText(), postmortem);
      }
    }
    Map<String, List<String>> byIncident = new HashMap<>();
    for (Row row :
        platform.read(Postmortems.TABLE).select("incident_id", "postmortem_key").collectAsList()) {
      byIncident
          .computeIfAbsent(String.valueOf(row.getString(0)), id -> new ArrayList<>())
          .add(row.getString(1));
    }
    for (Row row :
        Timestamps.asText(platform.read(CauseMembers.TABLE))
            .select("cause_id", "incident_id", "opened_at")
            .orderBy("opened_at")
            .collectAsList()) {
      Instant openedAt = Instant.parse(row.getString(2));
      openings.computeIfAbsent(row.getString(0), id -> new ArrayList<>()).add(openedAt);
      for (String key : byIncident.getOrDefault(row.getString(1), List.of())) {
        for (JsonNode item : written.get(key).path("action_items")) {
          items
              .computeIfAbsent(row.getString(0), id -> new ArrayList<>())
              .add(item(written.get(key), item, openedAt));
        }
      }
    }
    assertThat(platform.read(IncidentFacts.TABLE).count()).isGreaterThan(openings.size());
  }

  /** Those closed without a fix claim nothing. */
  private void readProblems(TestPlatform platform, Path truth) throws IOException {
    Map<String, Instant> fixes = new HashMap<>();
    for (String line : Files.readAllLines(truth.resolve("problems.jsonl"))) {
      JsonNode problem = line.isBlank() ? JSON.missingNode() : JSON.readTree(line);
      if (problem.path("resolution").asText().equals("fix_applied")) {
        fixes.put(
            problem.path("number").asText(), Instant.parse(problem.path("resolved_at").asText()));
      }
    }
    Map<String, String> named = new HashMap<>();
    for (String line : Files.readAllLines(truth.resolve("incidents.jsonl"))) {
      JsonNode incident = line.isBlank() ? JSON.missingNode() : JSON.readTree(line);
      named.put(incident.path("ticket").asText(), incident.path("problem").asText());
    }
    for (Row row :
        Timestamps.asText(platform.read(CauseMembers.TABLE))
            .join(
                platform.read(IncidentFacts.TABLE).select("incident_id", "servicenow_number"),
                "incident_id")
            .where("servicenow_number IS NOT NULL")
            .select("cause_id", "servicenow_number", "opened_at")
            .collectAsList()) {
      String problem = named.getOrDefault(row.getString(1), "");
      Instant fixedAt = fixes.get(problem);
      if (fixedAt != null) {
        Instant openedAt = Instant.parse(row.getString(2));
        problems
            .computeIfAbsent(row.getString(0), id -> new ArrayList<>())
            .add(new Item(problem, openedAt, openedAt, Instant.MAX, fixedAt));
      }
    }
  }

  private Item item(JsonNode postmortem, JsonNode item, Instant incidentAt) {
    Instant writtenAt = Instant.parse(postmortem.path("completed_at").asText());
    Instant statedDue = endOf(item.path("due_on"));
    return new Item(
        item.path("tracker").asText(),
        incidentAt,
        writtenAt,
        statedDue == null ? writtenAt.plus(Duration.ofDays(30)) : statedDue,
        endOf(item.path("closed_on")));
  }

  private @Nullable Instant endOf(JsonNode day) {
    return day.isNull()
        ? null
        : LocalDate.parse(day.asText()).plusDays(1).atStartOfDay(zone).toInstant();
  }

  private void assertCounts(TestPlatform platform) {
    List<String> planted = new ArrayList<>();
    items.forEach(
        (cause, all) ->
            planted.add(
                "%s %d open %d overdue %d done"
                    .formatted(
                        cause,
                        all.stream().filter(Item::isOpen).count(),
                        all.stream()
                            .filter(item -> item.isOpen() && !item.dueAt().isAfter(asOf))
                            .count(),
                        all.stream().filter(item -> !item.isOpen()).count())));
    assertThat(
            platform
                .read(CauseSummaries.TABLE)
                .where("action_item_open_count + action_item_done_count > 0")
                .selectExpr(
                    "concat(cause_id, ' ', action_item_open_count, ' open ',"
                        + " action_item_overdue_count, ' overdue ', action_item_done_count,"
                        + " ' done')")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactlyInAnyOrderElementsOf(planted)
        .hasSizeGreaterThan(5);
  }

  /**
   * Figures of causes, which Java counts, are those that Spark counts over the items' own table.
   */
  private static void assertSameInBothTables(TestPlatform platform) {
    List<String> counted =
        platform
            .read(ActionItemStatus.TABLE)
            .join(
                platform.read(CauseMembers.TABLE).select("cause_id", "incident_id"), "incident_id")
            .groupBy("cause_id")
            .agg(
                expr("count_if(state = 'open')").as("open"),
                expr("count_if(is_overdue)").as("overdue"),
                expr("count_if(state = 'done')").as("done"),
                expr("max(age_days)").as("age"),
                expr("min(if(state = 'open', due_at, null))").as("due"))
            .selectExpr(
                "concat_ws(' ', cause_id, open, overdue, done, coalesce(string(age), '-'),"
                    + " coalesce(string(due), '-'))")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(
            platform
                .read(CauseSummaries.TABLE)
                .where("action_item_open_count + action_item_done_count > 0")
                .selectExpr(
                    "concat_ws(' ', cause_id, action_item_open_count, action_item_overdue_count,"
                        + " action_item_done_count,"
                        + " coalesce(string(oldest_open_action_item_days), '-'),"
                        + " coalesce(string(earliest_action_item_due_at), '-'))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactlyInAnyOrderElementsOf(counted);
  }

  /**
   * Fixed when the last item was done of all about what had happened by then, or when its problem
   * was, whichever came last.
   */
  private void assertFixes(TestPlatform platform) {
    List<String> planted = new ArrayList<>();
    for (String cause : openings.keySet()) {
      Instant byItems = fixedAt(items.getOrDefault(cause, List.of()));
      Instant byProblem = fixedAt(problems.getOrDefault(cause, List.of()));
      boolean isProblem = byItems == null || (byProblem != null && !byProblem.isBefore(byItems));
      Instant fixedAt = isProblem ? byProblem : byItems;
      if (fixedAt != null) {
        List<Instant> returns =
            episodes(cause).stream().filter(it -> it.isAfter(fixedAt.plus(DAY))).toList();
        planted.add(
            String.join(
                " ",
                cause,
                isProblem ? "problem" : "action_items",
                fixedAt.toString(),
                returns.isEmpty() ? "stays away" : "came back " + returns.get(0)));
      }
    }
    List<String> computed =
        Timestamps.asText(platform.read(CauseSummaries.TABLE))
            .where("fix_basis IS NOT NULL")
            .selectExpr(
                "concat_ws(' ', cause_id, fix_basis, fixed_at, if(status = 'came_back',"
                    + " concat('came back ', came_back_at), 'stays away'))")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(computed).containsExactlyInAnyOrderElementsOf(planted);
    assertThat(computed)
        .anyMatch(line -> line.contains(" action_items ") && line.contains("came back"))
        .anyMatch(line -> line.contains(" problem ") && line.contains("came back"))
        .anyMatch(line -> line.endsWith("stays away"));
  }

  private static @Nullable Instant fixedAt(List<Item> all) {
    TreeSet<Instant> closings = new TreeSet<>();
    all.forEach(
        item -> {
          if (item.doneAt() != null) {
            closings.add(item.doneAt());
          }
        });
    for (Instant closing : closings.descendingSet()) {
      if (all.stream()
          .filter(item -> item.incidentAt().isBefore(closing))
          .allMatch(item -> item.doneAt() != null && !item.doneAt().isAfter(closing))) {
        return closing;
      }
    }
    return null;
  }

  private void assertBroken(TestPlatform platform) {
    List<String> planted = new ArrayList<>();
    items.forEach(
        (cause, all) ->
            all.forEach(
                item -> {
                  Instant doneAt = item.doneAt();
                  List<Instant> whileOpen = new ArrayList<>();
                  List<Instant> afterwards = new ArrayList<>();
                  for (Instant start : episodes(cause)) {
                    if (start.isAfter(item.incidentAt())
                        && start.isAfter(item.writtenAt())
                        && (doneAt == null || !start.isAfter(doneAt))) {
                      whileOpen.add(start);
                    } else if (doneAt != null && start.isAfter(doneAt.plus(DAY))) {
                      afterwards.add(start);
                    }
                  }
                  if (!whileOpen.isEmpty()) {
                    planted.add(line(cause, item, "open", whileOpen));
                  }
                  if (!afterwards.isEmpty()) {
                    planted.add(line(cause, item, "done", afterwards));
                  }
                }));
    List<String> computed =
        Timestamps.asText(BrokenPromises.view(platform.read(CauseSummaries.TABLE)))
            .selectExpr(
                "concat_ws(' ', cause_id, tracker, kind, recurrence_count, first_recurred_at,"
                    + " coalesce(string(overdue_days), '-'), coalesce(string(quiet_days), '-'))")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(computed).containsExactlyInAnyOrderElementsOf(planted);
    assertThat(computed)
        .anyMatch(line -> line.contains(" open ") && !line.endsWith(" - -"))
        .anyMatch(line -> line.contains(" done "));
  }

  private static String line(String cause, Item item, String kind, List<Instant> starts) {
    Instant last = starts.get(starts.size() - 1);
    Instant doneAt = item.doneAt();
    boolean isOverdue = kind.equals("open") && !item.dueAt().isAfter(last);
    return String.join(
        " ",
        cause,
        item.name(),
        kind,
        String.valueOf(starts.size()),
        starts.get(0).toString(),
        isOverdue ? days(item.dueAt(), last) : "-",
        kind.equals("done") && doneAt != null ? days(doneAt, starts.get(0)) : "-");
  }

  private static String days(Instant from, Instant to) {
    return String.valueOf(Duration.between(from, to).toDays());
  }

  /** When the incidents of a cause began that were opened more than a day after the one before. */
  private List<Instant> episodes(String cause) {
    List<Instant> starts = new ArrayList<>();
    Instant before = Instant.MIN;
    for (Instant opening : openings.getOrDefault(cause, List.of())) {
      if (before.equals(Instant.MIN) || opening.isAfter(before.plus(DAY))) {
        starts.add(opening);
      }
      before = opening;
    }
    return starts;
  }
}
