package dev.aftermath.jobs.domain.draft;

import dev.aftermath.jobs.domain.incident.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened when: events, alerts, changes and what was told to whom, in one order. */
final class DraftTimeline {
  /** What happens in one instant happens in the order of kinds. */
  private static final List<EventKind> KINDS = List.of(EventKind.values());

  private static final int OF_CHANGES = 0;
  private static final int OF_ALERTS = 1;
  private static final int OF_FIELDS = 2;
  private static final int OF_EVENTS = 3;
  private static final int OF_UPDATES = OF_EVENTS + KINDS.size();

  /** A field and the log of one record may tell of one thing at slightly different times. */
  private static final Duration ONE_TIME = Duration.ofMinutes(1);

  /** So many alerts have lines of their own; the section about detection has all. */
  private static final int MOST_ALERTS = 10;

  private final Dossier dossier;
  private final List<TimelineLine> lines = new ArrayList<>();

  private DraftTimeline(Dossier dossier) {
    this.dossier = dossier;
  }

  /** The lines in the order of time. */
  static List<TimelineLine> of(Dossier dossier) {
    DraftTimeline timeline = new DraftTimeline(dossier);
    timeline.changes();
    timeline.alerts();
    timeline.events();
    timeline.fields();
    timeline.updates();
    timeline.notices();
    return timeline.lines.stream().distinct().sorted().toList();
  }

  /** The section that the lines make. */
  static DraftSection section(List<TimelineLine> lines) {
    return DraftSection.of(
        "Timeline",
        List.of("All times are in UTC."),
        new DraftTable(
            List.of("Time", "Event", "Source"),
            lines.stream()
                .map(line -> List.of(Told.time(line.at()), line.event(), line.source()))
                .toList()));
  }

  private void changes() {
    for (LakeRow change : dossier.all("changes")) {
      String name = "change " + DraftBackground.nameOf(change);
      String source = change.name("system") + " " + change.name("change_key");
      add(change.instant("start_at"), OF_CHANGES, "Work began on " + name, source);
      add(change.instant("end_at"), OF_CHANGES, "Work ended on " + name, source);
    }
  }

  private void alerts() {
    List<LakeRow> alerts = dossier.all("alerts");
    for (LakeRow alert : alerts.stream().limit(MOST_ALERTS).toList()) {
      String source = alert.name("system") + " " + alert.name("fingerprint");
      String name = DraftDetection.nameOf(alert);
      add(alert.instant("started_at"), OF_ALERTS, "Alert began: " + name, source);
      add(alert.instant("ended_at"), OF_ALERTS, "Alert ended: " + name, source);
    }
    if (alerts.size() > MOST_ALERTS) {
      add(
          alerts.get(MOST_ALERTS).instant("started_at"),
          OF_ALERTS,
          "The first of " + Told.count(alerts.size() - MOST_ALERTS, "more alert") + " began",
          "alerts");
    }
  }

  /** Messages of one kind that follow each other are one line, whoever they went to. */
  private void events() {
    Set<String> linked =
        dossier.all("alerts").stream()
            .map(alert -> alert.name("fingerprint"))
            .collect(Collectors.toSet());
    IncidentEventText last = null;
    for (LakeRow event : incidentEvents()) {
      boolean isTold =
          "ALERTED".equals(event.text("kind")) && linked.contains(event.text("detail"));
      if (!isTold) {
        IncidentEventText text = IncidentEventText.of(event);
        if (last != null && last.isRepeatedBy(text)) {
          last = last.repeatedBy(text);
        } else {
          add(last);
          last = text;
        }
      }
    }
    add(last);
  }

  private List<LakeRow> incidentEvents() {
    LakeRow incident = dossier.only("incidents");
    return incident == null
        ? List.of()
        : incident.rows("events").stream()
            .filter(event -> event.instant("at") != null)
            .sorted(
                Comparator.comparing(
                    event -> event.instant("at"), Comparator.nullsLast(Comparator.naturalOrder())))
            .toList();
  }

  private void add(@Nullable IncidentEventText text) {
    if (text != null) {
      add(text.at(), OF_EVENTS + KINDS.indexOf(text.kind()), text.words(), recordOf(text.system()));
    }
  }

  /** What a record states in a field, where no log tells of it at that time. */
  private void fields() {
    LakeRow facts = dossier.facts();
    field("impact_start_at", "Customers began to feel it", facts.text("impact_start_source"), "");
    field("opened_at", "Opened", null, "TRIGGERED");
    field("mitigated_at", "Customers no longer felt it", facts.text("mitigated_source"), "");
    field("resolved_at", "Resolved", null, "RESOLVED");
    field("closed_at", "Closed", null, "CLOSED");
  }

  private void field(String column, String event, @Nullable String system, String kind) {
    Instant at = dossier.facts().instant(column);
    boolean isTold =
        incidentEvents().stream()
            .anyMatch(told -> kind.equals(told.text("kind")) && isOneTime(told.instant("at"), at));
    if (!isTold) {
      add(
          at,
          OF_FIELDS,
          event,
          system == null ? "incident_facts." + column : recordOf(system) + " " + column);
    }
  }

  private static boolean isOneTime(@Nullable Instant one, @Nullable Instant other) {
    return one != null
        && other != null
        && Duration.between(one, other).abs().compareTo(ONE_TIME) <= 0;
  }

  private void updates() {
    for (LakeRow update : dossier.all("stakeholder_updates")) {
      boolean isForStakeholders = "stakeholder".equals(update.text("audience"));
      add(
          update.instant("told_at"),
          OF_UPDATES,
          isForStakeholders
              ? "Stakeholders were sent an update"
              : "A note was written for those at work",
          update.name("system") + " " + update.name("update_key"));
    }
  }

  private void notices() {
    for (LakeRow notice : dossier.all("customer_notices")) {
      String source = notice.name("system") + " " + notice.name("notice_key");
      String of = " of the customer notice \"" + Told.text(notice.text("title")) + "\"";
      if (notice.rows("updates").isEmpty()) {
        add(notice.instant("started_at"), OF_UPDATES, "Beginning" + of, source);
      }
      for (LakeRow update : notice.rows("updates")) {
        add(
            update.instant("at"),
            OF_UPDATES,
            "Update" + of + ": " + Told.words(update.text("state_as_written")),
            source);
      }
    }
  }

  private String recordOf(String system) {
    String number =
        dossier.facts().text(system.equals("pagerduty") ? "pagerduty_key" : "servicenow_key");
    String shown = system.equals("pagerduty") ? null : dossier.facts().text("servicenow_number");
    return system + " " + (shown == null ? Told.text(number) : shown);
  }

  private void add(@Nullable Instant at, int order, String event, String source) {
    if (at != null) {
      lines.add(new TimelineLine(at, order, event, source));
    }
  }
}
