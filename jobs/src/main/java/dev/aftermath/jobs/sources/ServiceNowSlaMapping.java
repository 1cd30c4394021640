package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings records of ServiceNow's table {@code task_sla} into our words.
 *
 * <p>Their key is made of ticket, definition and start. The {@code sys_id} would not do: a repair
 * of SLAs deletes records and makes them anew, and list exports do not carry it. By this key the
 * repaired record is the later word on the same SLA.
 *
 * <p>What an SLA is about is its {@code target}. Definitions that have none go by their type, as
 * older dashboards do: an OLA is about response, an SLA about resolution.
 */
final class ServiceNowSlaMapping implements ServiceNowTable {
  private static final Set<String> STAGES =
      Set.of("in_progress", "paused", "completed", "cancelled", "breached");
  private static final Set<String> TARGETS = Set.of("response", "resolution");
  private static final Map<IncidentField, List<String>> PLACES = places();

  private static final Pattern SYS_ID = Pattern.compile("[0-9a-f]{32}");

  private final Reading reading;

  ServiceNowSlaMapping(Reading reading) {
    this.reading = reading;
  }

  @Override
  public String name() {
    return "task_sla";
  }

  @Override
  public String identifyingField() {
    return "task";
  }

  @Override
  public RawRecord map(ServiceNowRecord record) throws BadRecordException {
    RecordDraft draft = new RecordDraft(reading);
    String task = name(record, "task", "task.number");
    String definition = name(record, "sla", "sla.name");
    draft.put(IncidentField.TASK, task);
    draft.put(IncidentField.TITLE, definition);
    for (Map.Entry<IncidentField, List<String>> place : PLACES.entrySet()) {
      put(draft, record, place.getKey(), place.getValue());
    }
    putTarget(draft, record);
    putStage(draft, record.field("stage"));
    String start = draft.stated(IncidentField.START_AT);
    if (start == null) {
      throw BadRecordException.missing("start_time");
    }
    return draft.finish(
        record.position(),
        String.join("|", task, definition, start),
        record.versionAt(),
        record.changeCount(),
        record.body());
  }

  /** The name behind a reference, of which an export of stored values holds the id alone. */
  private String name(ServiceNowRecord record, String reference, String name)
      throws BadRecordException {
    ServiceNowValue field = record.field(reference);
    String shown = reading.present(record.field(name).shown());
    shown = shown == null ? reading.present(field.shown()) : shown;
    if (shown == null) {
      throw BadRecordException.missing(reference);
    }
    if (!SYS_ID.matcher(shown).matches()) {
      return shown;
    }
    throw new BadRecordException(
        DefectKind.MISSING_FIELD,
        name,
        reference + " holds an id without a name",
        "Export with sysparm_display_value=all, or add " + name + " to sysparm_fields.");
  }

  private static void put(
      RecordDraft draft, ServiceNowRecord record, IncidentField field, List<String> names)
      throws BadRecordException {
    for (String name : names) {
      ServiceNowValue value = record.field(name);
      String text = field == IncidentField.SCHEDULE ? value.shown() : value.stored();
      if (draft.stated(field) == null && text != null) {
        if (FieldValues.isInstant(field)) {
          draft.put(field, name, text, record.times(name, value));
        } else {
          draft.put(field, name, text);
        }
      }
    }
  }

  private void putTarget(RecordDraft draft, ServiceNowRecord record) {
    String target = word(record, "sla.target", "target");
    String type = word(record, "sla.type", "type");
    if (target != null && TARGETS.contains(target)) {
      draft.put(IncidentField.SLA_TARGET, target);
    } else if ("ola".equals(type) || "sla".equals(type)) {
      draft.put(IncidentField.SLA_TARGET, "ola".equals(type) ? "response" : "resolution");
    } else {
      reading.warnOnce(
          "SLAs without target and type cannot be told apart; export sla.target and sla.type.");
    }
  }

  private @Nullable String word(ServiceNowRecord record, String name, String column) {
    String text = reading.present(record.field(name).stored());
    text = text == null ? reading.present(record.field(column).stored()) : text;
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  private void putStage(RecordDraft draft, ServiceNowValue stage) {
    String written = reading.present(stage.stored());
    if (written == null) {
      return;
    }
    String word = written.toLowerCase(Locale.ROOT).replace(' ', '_');
    word = word.equals("canceled") ? "cancelled" : word;
    if (STAGES.contains(word)) {
      draft.put(IncidentField.SLA_STAGE, word);
    } else {
      reading.warnOnce(
          "The stage \"" + BadRecordException.shown(written) + "\" of an SLA is not known.");
    }
  }

  private static Map<IncidentField, List<String>> places() {
    Map<IncidentField, List<String>> places = new LinkedHashMap<>();
    places.put(IncidentField.START_AT, List.of("start_time"));
    places.put(IncidentField.END_AT, List.of("end_time"));
    places.put(IncidentField.BREACH_AT, List.of("planned_end_time"));
    places.put(IncidentField.ORIGINAL_BREACH_AT, List.of("original_breach_time"));
    places.put(IncidentField.ELAPSED_SECONDS, List.of("duration"));
    places.put(IncidentField.BUSINESS_ELAPSED_SECONDS, List.of("business_duration"));
    places.put(IncidentField.PAUSED_SECONDS, List.of("pause_duration"));
    places.put(IncidentField.BUSINESS_PAUSED_SECONDS, List.of("business_pause_duration"));
    places.put(IncidentField.ELAPSED_PERCENT, List.of("percentage"));
    places.put(IncidentField.BUSINESS_ELAPSED_PERCENT, List.of("business_percentage"));
    places.put(IncidentField.BREACHED, List.of("has_breached"));
    places.put(IncidentField.SCHEDULE, List.of("schedule.name", "schedule"));
    places.put(IncidentField.ZONE, List.of("timezone"));
    return places;
  }
}
