package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.Serializable;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of an export about an incident, a change, a problem, an SLA, a shift, a notice, an
 * update, a runbook, an alert or a postmortem: what it says in our words, and itself.
 *
 * <p>Records of the same {@code kind} and {@code key} describe the same thing. The one with the
 * latest {@code versionAt}, then the highest {@code sequence}, then the highest {@code position} is
 * the last word on its fields; events add up over all of them.
 *
 * @param position where the record stands in its file, counted from 1
 * @param kind {@code incident}, {@code change}, {@code problem}, {@code sla}, {@code on_call},
 *     {@code notice}, {@code update}, {@code runbook}, {@code alert} or {@code postmortem}
 * @param key the source's own id
 * @param versionAt when the source last changed what the record says; null when it does not tell
 * @param sequence the source's own count of changes; 0 when it keeps none
 * @param fields what the record states; a field it does not state is absent
 * @param events what the record says happened, in no particular order
 * @param body the record as received, as JSON text
 */
public record RawRecord(
    long position,
    String kind,
    String key,
    @Nullable Instant versionAt,
    long sequence,
    Map<IncidentField, String> fields,
    List<RawEvent> events,
    String body)
    implements Serializable {

  /** Kind of a record about an incident. */
  public static final String INCIDENT = "incident";

  /** Kind of a record about a change or deployment. */
  public static final String CHANGE = "change";

  /** Kind of a record about what incidents have in common, and what is done about that. */
  public static final String PROBLEM = "problem";

  /** Kind of a record about the time that a ticket may take. */
  public static final String SLA = "sla";

  /** Kind of a record about who is on call when. */
  public static final String ON_CALL = "on_call";

  /** Kind of a record about what customers were told, which is no incident of its own. */
  public static final String NOTICE = "notice";

  /** Kind of a record about something that was told about an incident. */
  public static final String UPDATE = "update";

  /** Kind of a record that is a runbook. */
  public static final String RUNBOOK = "runbook";

  /** Kind of a record about one firing of an alert. */
  public static final String ALERT = "alert";

  /** Kind of a record that is a postmortem. */
  public static final String POSTMORTEM = "postmortem";

  /** Takes copies, so that a reader may reuse its collections. */
  public RawRecord {
    if (key.isBlank()) {
      throw new IllegalArgumentException("Invalid record: its key is blank");
    }
    fields = fields.isEmpty() ? Map.of() : new EnumMap<>(fields);
    events = List.copyOf(events);
  }
}
