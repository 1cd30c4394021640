package dev.aftermath.jobs.sources;

import org.jspecify.annotations.Nullable;

/**
 * One field of a ServiceNow record.
 *
 * @param value as stored; null when the export does not carry it or it is empty
 * @param display as shown to people; null likewise
 */
record ServiceNowValue(@Nullable String value, @Nullable String display) {
  /** A field that is not there or empty. */
  static final ServiceNowValue NONE = new ServiceNowValue(null, null);

  /** As stored, or else as shown. */
  @Nullable String stored() {
    return value == null ? display : value;
  }

  /** As shown, or else as stored. */
  @Nullable String shown() {
    return display == null ? value : display;
  }
}
