package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.KnownIncident.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.ActionItemWeeks;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of the action items of simulated worlds, one by one and week by week. */
final class TrueActions {
  private static final Duration ALLOWED = Duration.ofDays(30);

  private final TrueWeeks weeks;
  private final Map<String, String> items = new HashMap<>();
  private final List<Item> all = new ArrayList<>();

  private TrueActions(TrueWeeks weeks) {
    this.weeks = weeks;
  }

  /** An action item; null where it is not closed. */
  record Item(
      KnownPostmortem postmortem, Instant writtenAt, Instant dueAt, @Nullable Instant closedAt) {

    Stream<String> segments() {
      return Stream.of(
          "all\tall", "service\t" + postmortem.service(), "tenant\t" + postmortem.tenant());
    }

    boolean isOverdueAt(Instant at) {
      return isOpen() && !dueAt.isAfter(at);
    }

    boolean isOpen() {
      return closedAt == null;
    }

    boolean isDueIn(Instant start, Instant end) {
      return dueAt.isAfter(start) && !dueAt.isAfter(end);
    }

    boolean isOpenAt(Instant at) {
      return writtenAt.isBefore(at) && (closedAt == null || closedAt.isAfter(at));
    }

    @Nullable Boolean isClosedInTime() {
      return closedAt == null ? null : Boolean.valueOf(!closedAt.isAfter(dueAt));
    }
  }

  /** Those of all worlds. */
  static List<Item> among(ManyWorlds worlds, TrueWeeks weeks) {
    return of(worlds, weeks).all;
  }

  private static TrueActions of(ManyWorlds worlds, TrueWeeks weeks) {
    TrueActions truth = new TrueActions(weeks);
    worlds.worlds().forEach(world -> KnownPostmortem.in(world).forEach(truth::take));
    return truth;
  }

  static void assertAreThoseOf(ManyWorlds worlds, TestPlatform platform, TrueWeeks weeks) {
    TrueActions truth = of(worlds, weeks);
    assertThat(truth.items).hasSizeGreaterThan(1_000);
    Lines.assertSame(
        ActionItemStatus.TABLE.name(),
        truth.items,
        Lines.rows(
            platform.read(ActionItemStatus.TABLE),
            List.of("postmortem_key", "position"),
            List.of(
                "tracker",
                "incident_id",
                "service",
                "tenant",
                "is_owned",
                "due_basis",
                "written_at",
                "due_at",
                "state",
                "closed_at",
                "is_closed_in_time",
                "is_overdue",
                "age_days",
                "overdue_days")));
    Lines.assertSame(
        ActionItemWeeks.TABLE.name(),
        truth.figures(),
        Lines.rows(
            platform.read(ActionItemWeeks.TABLE),
            List.of("segment_type", "segment", "week"),
            List.of(
                "written_count",
                "due_count",
                "closed_in_time_count",
                "closed_late_count",
                "closed_undated_count",
                "not_closed_count",
                "closed_in_time_ratio",
                "open_count",
                "overdue_count",
                "median_overdue_seconds",
                "p90_overdue_seconds")));
  }

  private void take(KnownPostmortem postmortem) {
    int position = 0;
    for (JsonNode line : postmortem.actionItems()) {
      position++;
      Instant stated = endOf(text(line, "due_on"));
      Instant writtenAt = postmortem.completedAt();
      Item item =
          new Item(
              postmortem,
              writtenAt,
              stated == null ? writtenAt.plus(ALLOWED) : stated,
              endOf(text(line, "closed_on")));
      boolean isOpen = item.isOpen();
      boolean isOverdue = item.isOverdueAt(weeks.asOf());
      KnownIncident incident = postmortem.incident();
      items.put(
          Lines.line(postmortem.key(), position),
          Lines.line(
              text(line, "tracker"),
              incident == null ? null : incident.id(),
              postmortem.service(),
              postmortem.tenant(),
              line.path("is_owned").asBoolean(),
              stated == null ? "policy" : "stated",
              writtenAt,
              item.dueAt(),
              isOpen ? "open" : "done",
              item.closedAt(),
              item.isClosedInTime(),
              isOverdue,
              isOpen ? Duration.between(writtenAt, weeks.asOf()).toDays() : null,
              isOverdue ? Duration.between(item.dueAt(), weeks.asOf()).toDays() : null));
      all.add(item);
    }
  }

  private @Nullable Instant endOf(@Nullable String day) {
    return day == null ? null : weeks.endOf(LocalDate.parse(day));
  }

  private Map<String, String> figures() {
    Map<String, List<Item>> segments = new TreeMap<>();
    for (Item item : all) {
      item.segments()
          .forEach(segment -> segments.computeIfAbsent(segment, it -> new ArrayList<>()).add(item));
    }
    Map<String, String> figures = new HashMap<>();
    segments.forEach(
        (segment, items) -> {
          Instant first =
              items.stream()
                  .flatMap(item -> Stream.of(item.writtenAt(), item.dueAt()))
                  .min(Instant::compareTo)
                  .orElseThrow();
          for (LocalDate monday : weeks.since(weeks.mondayOf(first))) {
            figures.put(Lines.line(segment, TrueWeeks.label(monday)), figure(items, monday));
          }
        });
    return figures;
  }

  /** Of a week that is not over as far as it has come. */
  private String figure(List<Item> all, LocalDate monday) {
    Instant start = weeks.endOf(monday.minusDays(1));
    Instant over = weeks.endOfWeek(monday);
    Instant end = over.isAfter(weeks.asOf()) ? weeks.asOf() : over;
    List<Item> due = all.stream().filter(item -> item.isDueIn(start, end)).toList();
    long inTime = count(due, item -> Boolean.TRUE.equals(item.isClosedInTime()));
    long[] overdue =
        all.stream()
            .filter(item -> item.isOpenAt(end) && !item.dueAt().isAfter(end))
            .mapToLong(item -> end.getEpochSecond() - item.dueAt().getEpochSecond())
            .sorted()
            .toArray();
    return Lines.line(
        count(all, item -> !item.writtenAt().isBefore(start) && item.writtenAt().isBefore(end)),
        due.size(),
        inTime,
        count(due, item -> Boolean.FALSE.equals(item.isClosedInTime())),
        0,
        count(due, item -> item.closedAt() == null),
        Lines.ratio(inTime, due.size()),
        count(all, item -> item.isOpenAt(end)),
        overdue.length,
        TrueFigures.tenth(overdue, 5),
        TrueFigures.tenth(overdue, 9));
  }

  private static long count(List<Item> items, Predicate<Item> which) {
    return items.stream().filter(which).count();
  }
}
