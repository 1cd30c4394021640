package dev.aftermath.jobs.domain.postmortem;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a postmortem may state beside its text, by the names of the properties that hold it. */
enum Detail {
  ID("id", "postmortem id", "postmortem number"),
  TITLE("title", "titel"),
  SERVICE("service", "services", "affected service", "affected services", "dienst"),
  TENANT("tenant", "customer", "mandant"),
  SEVERITY("severity", "sev", "priority", "schweregrad", "priorität"),
  STATUS("status", "state", "postmortem status"),
  AUTHOR("author", "authors", "owner", "postmortem owner", "written by", "autor", "verfasser"),
  APPROVER(
      "approver", "approvers", "approved by", "reviewed by", "genehmigt von", "freigegeben von"),
  INCIDENT(
      "incident",
      "incidents",
      "incident id",
      "incident number",
      "incident link",
      "pagerduty",
      "pagerduty incident",
      "servicenow",
      "servicenow incident",
      "ticket",
      "vorfall",
      "störung"),
  STARTED_AT(
      "incident start",
      "incident started",
      "started",
      "start",
      "started at",
      "impact start",
      "start time",
      "beginn"),
  ENDED_AT(
      "incident end",
      "incident ended",
      "ended",
      "end",
      "ended at",
      "impact end",
      "end time",
      "resolved",
      "resolved at",
      "ende"),
  DATE("date", "incident date", "datum"),
  COMPLETED_AT(
      "completed",
      "completed at",
      "completed on",
      "published",
      "published at",
      "published on",
      "approved at",
      "approved on",
      "fertiggestellt",
      "veröffentlicht"),
  UPDATED_AT("updated", "last updated", "updated at", "reviewed", "stand"),
  ZONE("timezone", "time zone", "zeitzone");

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> names;

  Detail(String... names) {
    this.names = Words.phrases(names);
  }

  /** The detail that a property is named after. */
  static Optional<Detail> named(String property) {
    String words = Words.of(property.replace('_', ' '));
    return Stream.of(values()).filter(detail -> detail.names.contains(words)).findFirst();
  }
}
