package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every record about an incident or a change must keep, whoever wrote it. */
final class IncidentChecks {
  /**
   * How far an end may lie before its beginning and be taken for the same moment: systems stamp the
   * two with different clocks.
   */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

  private IncidentChecks() {}

  /**
   * Insists that ends follow beginnings. An end that is early by no more than the difference of two
   * clocks is moved to the beginning.
   */
  static void checkOrder(Map<IncidentField, String> fields) throws BadRecordException {
    checkOrder(fields, IncidentField.OPENED_AT, IncidentField.RESOLVED_AT);
    checkOrder(fields, IncidentField.OPENED_AT, IncidentField.CLOSED_AT);
    checkOrder(fields, IncidentField.PLANNED_START_AT, IncidentField.PLANNED_END_AT);
    checkOrder(fields, IncidentField.START_AT, IncidentField.END_AT);
  }

  private static void checkOrder(
      Map<IncidentField, String> fields, IncidentField beginning, IncidentField end)
      throws BadRecordException {
    Instant begun = instant(fields, beginning);
    Instant ended = instant(fields, end);
    if (begun == null || ended == null || !ended.isBefore(begun)) {
      return;
    }
    if (Duration.between(ended, begun).compareTo(CLOCK_DIFFERENCE) > 0) {
      String field = FieldValues.word(end);
      throw new BadRecordException(
          DefectKind.TIME_ORDER,
          field,
          field + " " + ended + " is before " + FieldValues.word(beginning) + " " + begun,
          "Correct the times in the source and export the record again.");
    }
    fields.put(end, begun.toString());
  }

  private static @Nullable Instant instant(Map<IncidentField, String> fields, IncidentField field) {
    String text = fields.get(field);
    return text == null ? null : Instant.parse(text);
  }
}
