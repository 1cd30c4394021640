package dev.aftermath.jobs.sources;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ServiceNow record, whichever export it came from.
 *
 * @param position counted from 1
 * @param fields by their names in the table
 * @param storedTimes the clock of times as stored, which are in UTC
 * @param shownTimes the clock of times as shown to a user; null when its zone and pattern are not
 *     declared
 */
record ServiceNowRecord(
    long position,
    Map<String, ServiceNowValue> fields,
    Times storedTimes,
    @Nullable Times shownTimes,
    String body) {

  /** The field; {@link ServiceNowValue#NONE} when it is absent. */
  ServiceNowValue field(String name) {
    return fields.getOrDefault(name, ServiceNowValue.NONE);
  }

  /**
   * The clock by which the field is to be read.
   *
   * @throws BadRecordException when the field is as shown, and nothing declares how that is written
   */
  Times times(String name, ServiceNowValue field) throws BadRecordException {
    if (field.value() != null) {
      return storedTimes;
    }
    if (shownTimes == null) {
      throw new BadRecordException(
          DefectKind.BAD_TIME,
          name,
          name
              + " \""
              + BadRecordException.shown(String.valueOf(field.display()))
              + "\" is in the zone and pattern of the user who exported, which are not declared",
          "Declare zone and date_pattern for these files in conf/sources, or export with"
              + " sysparm_display_value=all.");
    }
    return shownTimes;
  }
}
