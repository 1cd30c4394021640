package dev.aftermath.jobs.sources;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

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

  /** When the record was last changed; null when it does not tell. */
  @Nullable Instant versionAt() throws BadRecordException {
    for (String name : List.of("sys_updated_on", "sys_updated_at")) {
      ServiceNowValue field = field(name);
      String text = field.stored();
      if (text != null) {
        return times(name, field).read(name, text);
      }
    }
    return null;
  }

  /** How often the record was changed; 0 when it does not tell. */
  long changeCount() throws BadRecordException {
    String text = field("sys_mod_count").stored();
    if (text == null) {
      return 0;
    }
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw BadRecordException.wrongType("sys_mod_count", text, "a whole number");
    }
    return Long.parseLong(text);
  }
}
