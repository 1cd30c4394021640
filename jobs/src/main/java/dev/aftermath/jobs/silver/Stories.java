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
import dev.aftermath.jobs.spark.Micros;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per incident and system: the domain's account of it.
 *
 * <p>Instants travel as microseconds, which the calendar of {@code java.sql.Timestamp} cannot bend,
 * and those of events and reopenings as {@link RecordRows} has them.
 */
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
              is_open BOOLEAN NOT NULL, impact_start_micros BIGINT, opened_micros BIGINT,
              opened_basis STRING, first_notified_micros BIGINT, first_touch_micros BIGINT,
              acknowledged_micros BIGINT, acknowledged_basis STRING, first_responder_digest BIGINT,
              acknowledgement_doubts ARRAY<STRING> NOT NULL, responder_count BIGINT,
              last_responder_micros BIGINT, mitigated_micros BIGINT, resolved_micros BIGINT,
              resolved_basis STRING, closed_micros BIGINT, resolver_kind STRING,
              resolver_class STRING, reopened_at ARRAY<TIMESTAMP_NTZ> NOT NULL,
              active_seconds BIGINT, snoozed_seconds BIGINT NOT NULL, response_effort_seconds BIGINT,
              engaged_seconds BIGINT,
              people ARRAY<STRUCT<person_digest: BIGINT, since_at: TIMESTAMP_NTZ>> NOT NULL,
              escalation_count BIGINT NOT NULL, timeout_escalation_count BIGINT NOT NULL,
              manual_escalation_count BIGINT NOT NULL, reacknowledged_count BIGINT NOT NULL, missing_fields ARRAY<STRING> NOT NULL,
              events ARRAY<STRUCT<at: TIMESTAMP_NTZ, kind: STRING, actor_kind: STRING, detail: STRING,
                system: STRING>> NOT NULL,
              record_count BIGINT NOT NULL, export_ids ARRAY<STRING> NOT NULL
              """);

  private static final int FIRST_TEXT = SCHEMA.fieldIndex(RecordRows.column(TEXTS.get(0)));

  /** The schema's own look-up makes an object for each answer, and each row asks fifty times. */
  private static final Map<String, Integer> PLACES =
      IntStream.range(0, SCHEMA.size())
          .boxed()
          .collect(
              Collectors.toUnmodifiableMap(place -> SCHEMA.apply(place).name(), place -> place));

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
    return row(key.getString(0), key.getString(1), IncidentStory.of(RecordRows.records(rows)));
  }

  private static Row row(String system, String key, IncidentStory story) {
    Object[] values = new Object[SCHEMA.size()];
    put(values, "system", system);
    put(values, "record_key", key);
    for (int i = 0; i < TEXTS.size(); i++) {
      values[FIRST_TEXT + i] = story.fields().text(TEXTS.get(i));
    }
    String cause = story.fields().text(IncidentField.CAUSE_TEXT);
    String causeKey = cause == null ? "" : CauseText.normalised(cause);
    put(values, "cause_key", causeKey.isEmpty() ? null : causeKey);
    put(values, "major", story.fields().flag(IncidentField.MAJOR));
    put(values, "made_sla", story.fields().flag(IncidentField.MADE_SLA));
    put(values, "reassignment_count", story.fields().count(IncidentField.REASSIGNMENT_COUNT));
    put(values, "recorded_reopened_count", story.fields().count(IncidentField.REOPEN_COUNT));
    put(values, "state", story.state().name());
    put(values, "population", story.population().word());
    put(values, "is_open", story.isOpen());
    putInstant(values, "impact_start", story.fields().instant(IncidentField.IMPACT_START_AT));
    putBased(values, "opened", story.opened());
    putInstant(values, "first_touch", story.firstTouchAt());
    putBased(values, "acknowledged", story.acknowledged());
    putBased(values, "resolved", story.resolved());
    putInstant(values, "mitigated", story.fields().instant(IncidentField.MITIGATED_AT));
    putInstant(values, "closed", story.closedAt());
    ActorKind resolver = story.resolver();
    put(values, "resolver_kind", resolver == null ? null : resolver.name());
    ResolverClass resolverClass = story.resolverClass();
    put(values, "resolver_class", resolverClass == null ? null : resolverClass.word());
    put(values, "reopened_at", story.reopenedAt().stream().map(Stories::inSession).toArray());
    put(values, "active_seconds", story.activeSeconds());
    put(values, "escalation_count", story.timeline().count(EventKind.ESCALATED));
    putResponse(values, story);
    put(values, "response_effort_seconds", story.effort().workedSeconds());
    put(values, "engaged_seconds", story.effort().engagedSeconds());
    put(values, "people", people(story));
    put(values, "reacknowledged_count", story.timeline().reacknowledgedCount());
    put(values, "missing_fields", missing(story));
    put(values, "events", events(system, story));
    put(values, "record_count", story.recordCount());
    put(values, "export_ids", story.exportIds().toArray());
    return RowFactory.create(values);
  }

  private static void putResponse(Object[] values, IncidentStory story) {
    Response response = story.response();
    putInstant(values, "first_notified", response.firstNotifiedAt());
    String first = response.firstResponder();
    put(values, "first_responder_digest", first == null ? null : Sha256.number(first));
    put(
        values,
        "acknowledgement_doubts",
        story.acknowledgementDoubts().stream().map(AcknowledgementDoubt::word).toArray());
    put(values, "responder_count", response.responderCount());
    putInstant(values, "last_responder", response.lastResponderAcknowledgedAt());
    put(values, "snoozed_seconds", response.snoozed().toSeconds());
    put(values, "timeout_escalation_count", response.timeoutEscalationCount());
    put(values, "manual_escalation_count", response.manualEscalationCount());
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
        .map(person -> RowFactory.create(person.getKey(), inSession(person.getValue())))
        .toArray();
  }

  /** The events without their actors: who did it does not leave bronze. */
  private static Object[] events(String system, IncidentStory story) {
    return story.timeline().events().stream()
        .map(
            event ->
                RowFactory.create(
                    inSession(event.at()),
                    event.kind().name(),
                    event.actorKind().name(),
                    event.detail(),
                    system))
        .toArray();
  }

  /** In the session's zone. */
  private static LocalDateTime inSession(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  private static void putInstant(Object[] values, String name, @Nullable Instant at) {
    put(values, name + "_micros", Micros.ofNullable(at));
  }

  private static void putBased(Object[] values, String name, @Nullable BasedInstant based) {
    put(values, name + "_micros", based == null ? null : Micros.of(based.at()));
    put(values, name + "_basis", based == null ? null : based.basis().word());
  }

  private static void put(Object[] values, String name, @Nullable Object value) {
    values[Objects.requireNonNull(PLACES.get(name))] = value;
  }
}
