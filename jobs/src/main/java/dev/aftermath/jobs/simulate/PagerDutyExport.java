package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Weekly exports of PagerDuty: the incidents touched in the week as they stood at its end, the log
 * entries made in the week, who was on call, and now and then the other forms people use.
 */
final class PagerDutyExport {

  static final String SOURCE = "pagerduty";
  private static final int PAGE_LIMIT = 100;
  // The API refuses to page beyond 10,000 records, so an exporter asks for one time range after
  // another.
  private static final int RANGE_LIMIT = 10_000;
  private static final int ADVANCED_CSV_WEEK = 1;
  private static final int BASIC_CSV_WEEK = 2;

  private final Plan plan;
  private final World world;
  private final Counts counts;

  PagerDutyExport(Plan plan, Counts counts) {
    this.plan = plan;
    this.world = plan.world();
    this.counts = counts;
  }

  void write(Week week) throws IOException {
    Path folder = plan.folder(SOURCE, week);
    try (Sink sink = Sink.to(folder, plan.packing(week), SOURCE + "-" + week.label() + ".zip")) {
      writeIncidents(sink, week);
      writeLogEntries(sink, "log_entries", week, Lateness.ON_TIME);
      for (Week late : plan.lateWeeksArriving(week)) {
        writeLogEntries(sink, "log_entries-late-" + late.label(), late, Lateness.LATE);
      }
      OnCallExport.write(sink, world, week, new RestEnvelope("oncalls"));
      if (plan.isLastWeek(week)) {
        PagerDutyAnalytics.write(sink, world, week);
      }
    }
    if (week.index() == ADVANCED_CSV_WEEK) {
      PagerDutyCsv.writeAdvanced(folder.resolve("incidents-advanced.csv"), world, week);
    }
    if (week.index() == BASIC_CSV_WEEK) {
      PagerDutyCsv.writeBasic(folder.resolve("incidents-basic.csv"), world, week);
    }
    if (plan.hasCopiedPages(week)) {
      Files.copy(folder.resolve("incidents-1.json"), folder.resolve("incidents-1-copy.json"));
      counts.one("duplicate_files_pagerduty");
    }
  }

  private void writeIncidents(Sink sink, Week week) throws IOException {
    try (Pages pages = new Pages(sink, "incidents", PAGE_LIMIT, new RestEnvelope("incidents"))) {
      world.visitChangeable(
          week,
          Visit.writing(
              incident -> {
                Page page = incident.page();
                if (page != null
                    && page.entries().stream().anyMatch(e -> week.contains(e.second()))) {
                  PagerDutyJson.incident(pages.next(), incident, page, week.endSecond());
                  counts.one("pagerduty_incident_rows");
                }
              }));
    }
  }

  private void writeLogEntries(Sink sink, String prefix, Week week, Lateness lateness)
      throws IOException {
    try (Pages pages = new Pages(sink, prefix, PAGE_LIMIT, new RestEnvelope("log_entries"))) {
      LogQueue queue = new LogQueue(pages, plan.hasRepeatedRows(week));
      world.visitChangeable(
          week,
          Visit.writing(
              incident -> {
                if (incident.kind() != Incident.Kind.MERGED_CHILD) {
                  queue.drainBefore(incident.detectedSecond());
                }
                boolean late = plan.isLate(week, incident.service());
                if (incident.page() != null && late == (lateness == Lateness.LATE)) {
                  queue.add(incident.service(), incident.page(), week);
                }
              }));
      queue.drainBefore(Long.MAX_VALUE);
      queue.flush(Pages.More.NONE);
    }
    if (lateness == Lateness.LATE) {
      counts.one("late_exports_pagerduty");
    }
  }

  /** Whether a file is the regular one of its week or the one that came after. */
  private enum Lateness {
    ON_TIME,
    LATE
  }

  private record Line(Service service, Page page, int ordinal) {

    long second() {
      return page.entries().get(ordinal).second();
    }
  }

  /** Puts the lines of overlapping incidents in order; holds those of open incidents only. */
  private final class LogQueue {

    private final Pages pages;
    private final boolean repeatsRows;
    private final PriorityQueue<Line> waiting =
        new PriorityQueue<>(
            Comparator.comparingLong(Line::second)
                .thenComparingLong(line -> line.page().number())
                .thenComparingInt(Line::ordinal));
    private final List<Line> range = new ArrayList<>();

    LogQueue(Pages pages, boolean repeatsRows) {
      this.pages = pages;
      this.repeatsRows = repeatsRows;
    }

    void add(Service service, Page page, Week week) {
      for (int i = 0; i < page.entries().size(); i++) {
        if (week.contains(page.entries().get(i).second())) {
          waiting.add(new Line(service, page, i));
        }
      }
    }

    /**
     * A later incident has no line before its own detection: what is earlier can be written. Only
     * main incidents come in that order.
     */
    void drainBefore(long second) throws IOException {
      for (Line line = waiting.peek();
          line != null && line.second() < second;
          line = waiting.peek()) {
        range.add(waiting.remove());
        if (range.size() == RANGE_LIMIT) {
          flush(Pages.More.FOLLOWS);
        }
      }
    }

    /** Writes the time range, newest first as the API does. */
    void flush(Pages.More more) throws IOException {
      for (int i = range.size() - 1; i >= 0; i--) {
        Line line = range.get(i);
        write(line);
        if (repeatsRows && i % 40 == 7) {
          write(line);
          counts.one("duplicate_rows_pagerduty_log_entries");
        }
      }
      range.clear();
      if (more.follows()) {
        pages.restart();
      }
    }

    private void write(Line line) throws IOException {
      Page page = line.page();
      PagerDutyJson.logEntry(
          pages.next(), line.service(), page, page.entries().get(line.ordinal()), line.ordinal());
      counts.one("pagerduty_log_entry_rows");
    }
  }

  /** {@code limit}, {@code offset}, {@code total} and {@code more} around a list. */
  private record RestEnvelope(String list) implements Pages.Envelope {

    @Override
    public void open(JsonGenerator json, long offset) throws IOException {
      json.writeStartObject();
      json.writeArrayFieldStart(list);
    }

    @Override
    public void close(JsonGenerator json, long offset, Pages.More more) throws IOException {
      json.writeEndArray();
      json.writeNumberField("limit", PAGE_LIMIT);
      json.writeNumberField("offset", offset);
      json.writeNullField("total");
      json.writeBooleanField("more", more.follows());
      json.writeEndObject();
    }
  }
}
