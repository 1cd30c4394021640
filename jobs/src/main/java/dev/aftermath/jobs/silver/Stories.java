package dev.aftermath.jobs.silver;

import dev.aftermath.jobs.domain.cause.CauseText;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.AcknowledgementDoubt;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.BasedInstant;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentStory;
import dev.aftermath.jobs.domain.incident.ResolverClass;
import dev.aftermath.jobs.domain.incident.Response;
import dev.aftermath.jobs.domain.incident.StatedFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** One row per incident and system: the domain's account of it. */
public final class Stories {
  /** Fields that are passed on as stated. */
  static final List<IncidentField> TEXTS =
      List.of(
          IncidentField.NUMBER,
          IncidentField.NATIVE_ID,
          IncidentField.TITLE,
          IncidentField.DESCRIPTION,
          IncidentField.SERVICE,
          IncidentField.TENANT,
          IncidentField.TEAM,
          IncidentField.PRIORITY,
          IncidentField.URGENCY,
          IncidentField.IMPACT,
          IncidentField.STATE_AS_WRITTEN,
          IncidentField.MONITORING_ID,
          IncidentField.DEDUPLICATION_KEY,
          IncidentField.CATEGORY,
          IncidentField.CAUSE_TEXT,
          IncidentField.CAUSE_CODE,
          IncidentField.CHANGE_REFERENCE,
          IncidentField.PROBLEM_REFERENCE,
          IncidentField.EXTERNAL_REFERENCE,
          IncidentField.MERGED_INTO,
          IncidentField.PARENT,
          IncidentField.RUNBOOK_REFERENCE);

  /** Fields without which a ticket breaks the contract of the operations landscape. */
  private static final List<IncidentField> REQUIRED =
      List.of(IncidentField.MONITORING_ID, IncidentField.TENANT, IncidentField.IMPACT);

  /** The schema of the accounts. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          system STRING NOT NULL, record_key STRING NOT NULL,
          """
              + TEXTS.stream()
                  .map(field -> RecordRows.column(field) + " STRING, ")
                  .collect(Collectors.joining())
              + """
              cause_key STRING, major BOOLEAN, made_sla BOOLEAN, reassignment_count BIGINT,
              recorded_reopened_count BIGINT, state STRING NOT NULL, population STRING NOT NULL,
              is_open BOOLEAN NOT NULL, impact_start_at TIMESTAMP, opened_at TIMESTAMP,
              opened_basis STRING, first_notified_at TIMESTAMP, first_touch_at TIMESTAMP,
              acknowledged_at TIMESTAMP, acknowledged_basis STRING, first_responder_digest BIGINT,
              acknowledgement_doubts ARRAY<STRING> NOT NULL, responder_count BIGINT,
              last_responder_at TIMESTAMP, mitigated_at TIMESTAMP, resolved_at TIMESTAMP,
              resolved_basis STRING, closed_at TIMESTAMP, resolver_kind STRING,
              resolver_class STRING, reopened_at ARRAY<TIMESTAMP> NOT NULL,
              active_seconds BIGINT, snoozed_seconds BIGINT NOT NULL, response_effort_seconds BIGINT,
              engaged_seconds BIGINT,
              people ARRAY<STRUCT<person_digest: BIGINT, since_at: TIMESTAMP>> NOT NULL,
              escalation_count BIGINT NOT NULL, timeout_escalation_count BIGINT NOT NULL,
              manual_escalation_count BIGINT NOT NULL, reacknowledged_count BIGINT NOT NULL,
              missing_fields ARRAY<STRING> NOT NULL,
              events ARRAY<STRUCT<at: TIMESTAMP, kind: STRING, actor_kind: STRING, detail: STRING,
                system: STRING>> NOT NULL,
              record_count BIGINT NOT NULL, export_ids ARRAY<STRING> NOT NULL
              """);

  private Stories() {}

  /**
   * Folds records, one shuffle, or more when some are known by number alone.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}; of an incident all or none
   */
  public static Dataset<Row> fold(Dataset<Row> records) {
    return foldKeyed(NumberedRecords.rekeyed(records.where("kind = 'incident'")));
  }

  /**
   * Folds records of which none are {@link #areNumbered known by number alone}, one shuffle.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}; of an incident all or none
   */
  public static Dataset<Row> foldKeyed(Dataset<Row> records) {
    return RecordRows.grouped(records.where("kind = 'incident'"))
        .mapGroups((MapGroupsFunction<Row, Row, Row>) Stories::story, Encoders.row(SCHEMA));
  }

  /** Whether some records know their incident by its number alone. */
  public static boolean areNumbered(Dataset<Row> records) {
    return !records.where("kind = 'incident'").where(NumberedRecords.IS_NUMBERED).isEmpty();
  }

  private static Row story(Row key, Iterator<Row> rows) {
    return row(
        RecordRows.system(key),
        RecordRows.recordKey(key),
        IncidentStory.of(RecordRows.records(rows)));
  }

  /** In the order of the schema: names would be looked up fifty times for each row. */
  private static Row row(String system, String key, IncidentStory story) {
    StatedFields fields = story.fields();
    List<@Nullable Object> values = new ArrayList<>(SCHEMA.size());
    values.add(system);
    values.add(key);
    TEXTS.forEach(field -> values.add(fields.text(field)));
    values.add(causeKey(fields));
    values.add(fields.flag(IncidentField.MAJOR));
    values.add(fields.flag(IncidentField.MADE_SLA));
    values.add(fields.count(IncidentField.REASSIGNMENT_COUNT));
    values.add(fields.count(IncidentField.REOPEN_COUNT));
    values.add(story.state().name());
    values.add(story.population().word());
    values.add(story.isOpen());
    values.add(fields.instant(IncidentField.IMPACT_START_AT));
    addTimes(values, story);
    addEfforts(values, story);
    values.add(missing(story));
    values.add(events(system, story));
    values.add(story.recordCount());
    values.add(story.exportIds().toArray());
    return RowFactory.create(values.toArray());
  }

  /** From the opening to the reopenings. */
  private static void addTimes(List<@Nullable Object> values, IncidentStory story) {
    Response response = story.response();
    addBased(values, story.opened());
    values.add(response.firstNotifiedAt());
    values.add(story.firstTouchAt());
    addBased(values, story.acknowledged());
    String first = response.firstResponder();
    values.add(first == null ? null : Sha256.number(first));
    values.add(story.acknowledgementDoubts().stream().map(AcknowledgementDoubt::word).toArray());
    values.add(response.responderCount());
    values.add(response.lastResponderAcknowledgedAt());
    values.add(story.fields().instant(IncidentField.MITIGATED_AT));
    addBased(values, story.resolved());
    values.add(story.closedAt());
    ActorKind resolver = story.resolver();
    values.add(resolver == null ? null : resolver.name());
    ResolverClass resolverClass = story.resolverClass();
    values.add(resolverClass == null ? null : resolverClass.word());
    values.add(story.reopenedAt().toArray());
  }

  /** From the active seconds to the acknowledgements that followed others. */
  private static void addEfforts(List<@Nullable Object> values, IncidentStory story) {
    Response response = story.response();
    values.add(story.activeSeconds());
    values.add(response.snoozed().toSeconds());
    values.add(story.effort().workedSeconds());
    values.add(story.effort().engagedSeconds());
    values.add(people(story));
    values.add(story.timeline().count(EventKind.ESCALATED));
    values.add(response.timeoutEscalationCount());
    values.add(response.manualEscalationCount());
    values.add(story.timeline().reacknowledgedCount());
  }

  private static void addBased(List<@Nullable Object> values, @Nullable BasedInstant based) {
    values.add(based == null ? null : based.at());
    values.add(based == null ? null : based.basis().word());
  }

  private static @Nullable String causeKey(StatedFields fields) {
    String cause = fields.text(IncidentField.CAUSE_TEXT);
    String key = cause == null ? "" : CauseText.normalised(cause);
    return key.isEmpty() ? null : key;
  }

  private static Object[] missing(IncidentStory story) {
    return REQUIRED.stream()
        .filter(field -> story.fields().text(field) == null)
        .map(RecordRows::column)
        .toArray();
  }

  /** In the order of their digests, which is none. */
  private static Object[] people(IncidentStory story) {
    SortedMap<Long, Instant> people = new TreeMap<>();
    story.involvedSince().forEach((person, since) -> people.put(Sha256.number(person), since));
    return people.entrySet().stream()
        .map(person -> RowFactory.create(person.getKey(), person.getValue()))
        .toArray();
  }

  /** The events without their actors: who did it does not leave bronze. */
  private static Object[] events(String system, IncidentStory story) {
    return story.timeline().events().stream()
        .map(
            event ->
                RowFactory.create(
                    event.at(),
                    event.kind().name(),
                    event.actorKind().name(),
                    event.detail(),
                    system))
        .toArray();
  }
}
