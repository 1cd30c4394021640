package dev.aftermath.jobs.domain.incident;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of one export about an incident.
 *
 * @param exportId the export it came in
 * @param versionAt when its source last changed what it says; null when the source does not tell
 * @param sequence the source's own count of changes; 0 when it keeps none
 * @param position where it stands in its file
 * @param digest a digest of its content
 */
public record IncidentRecord(
    String exportId,
    @Nullable Instant versionAt,
    long sequence,
    long position,
    String digest,
    Map<IncidentField, String> fields,
    List<IncidentEvent> events)
    implements Comparable<IncidentRecord> {

  /** The digest and the export come last, so that the order of ingestion decides nothing. */
  private static final Comparator<IncidentRecord> ORDER =
      Comparator.comparing(
              IncidentRecord::versionAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
          .thenComparingLong(IncidentRecord::sequence)
          .thenComparingLong(IncidentRecord::position)
          .thenComparing(IncidentRecord::digest)
          .thenComparing(IncidentRecord::exportId);

  @Override
  public int compareTo(IncidentRecord other) {
    return ORDER.compare(this, other);
  }

  /** The state it holds the incident to be in; null when it states none or an unknown one. */
  @Nullable IncidentState state() {
    return StatedFields.state(fields.get(IncidentField.STATE));
  }
}
