package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings values to the form that {@link IncidentField} promises. */
final class FieldValues {
  private static final Set<IncidentField> INSTANTS =
      EnumSet.of(
          IncidentField.IMPACT_START_AT,
          IncidentField.OPENED_AT,
          IncidentField.MITIGATED_AT,
          IncidentField.RESOLVED_AT,
          IncidentField.CLOSED_AT,
          IncidentField.APPROVED_AT,
          IncidentField.PLANNED_START_AT,
          IncidentField.PLANNED_END_AT,
          IncidentField.START_AT,
          IncidentField.END_AT,
          IncidentField.REVIEWED_AT,
          IncidentField.COMMITTED_AT,
          IncidentField.BREACH_AT,
          IncidentField.ORIGINAL_BREACH_AT);
  private static final Set<IncidentField> COUNTS =
      EnumSet.of(
          IncidentField.REOPEN_COUNT,
          IncidentField.REASSIGNMENT_COUNT,
          IncidentField.ESCALATION_LEVEL,
          IncidentField.ACKNOWLEDGED_AFTER_SECONDS,
          IncidentField.RESOLVED_AFTER_SECONDS);
  private static final Set<IncidentField> DURATIONS =
      EnumSet.of(
          IncidentField.ELAPSED_SECONDS,
          IncidentField.BUSINESS_ELAPSED_SECONDS,
          IncidentField.PAUSED_SECONDS,
          IncidentField.BUSINESS_PAUSED_SECONDS);
  private static final Set<IncidentField> PERCENTAGES =
      EnumSet.of(IncidentField.ELAPSED_PERCENT, IncidentField.BUSINESS_ELAPSED_PERCENT);
  private static final Set<IncidentField> FLAGS =
      EnumSet.of(IncidentField.MADE_SLA, IncidentField.MAJOR, IncidentField.BREACHED);
  private static final Set<IncidentField> LEVELS =
      EnumSet.of(IncidentField.PRIORITY, IncidentField.URGENCY, IncidentField.IMPACT);
  private static final Pattern LEVEL =
      Pattern.compile("(?:p|s|sev|severity|priority)?[ -]?([0-9])(?:[^0-9].*)?");
  private static final Map<String, String> LEVEL_WORDS =
      Map.of("high", "1", "medium", "2", "low", "3");
  private static final Pattern PERCENTAGE = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");

  private FieldValues() {}

  /** The field's name as settings and messages write it. */
  static String word(IncidentField field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  /** The field that the settings' word names; null when it names none. */
  static @Nullable IncidentField named(String word) {
    return Arrays.stream(IncidentField.values())
        .filter(field -> word(field).equals(word))
        .findFirst()
        .orElse(null);
  }

  /** Whether the field holds an instant. */
  static boolean isInstant(IncidentField field) {
    return INSTANTS.contains(field);
  }

  /**
   * The value in the field's form.
   *
   * @param name the field's name in the source, for messages
   * @return null when a level is in words that have no rank of their own
   */
  static @Nullable String normal(IncidentField field, String name, String text, Times times)
      throws BadRecordException {
    if (INSTANTS.contains(field)) {
      return times.read(name, text).toString();
    }
    if (COUNTS.contains(field)) {
      return count(name, text);
    }
    if (DURATIONS.contains(field)) {
      return Long.toString(WrittenDuration.seconds(name, text));
    }
    if (PERCENTAGES.contains(field)) {
      return percentage(name, text);
    }
    if (FLAGS.contains(field)) {
      return flag(name, text);
    }
    if (LEVELS.contains(field)) {
      return level(field, text);
    }
    if (field == IncidentField.RESOLVED_BY) {
      return actorKind(name, text);
    }
    return text;
  }

  private static String count(String name, String text) throws BadRecordException {
    if (!COUNT.matcher(text).matches()) {
      throw BadRecordException.wrongType(name, text, "a count of zero or more");
    }
    return new BigDecimal(text).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }

  private static String percentage(String name, String text) throws BadRecordException {
    String number = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
    String plain = number.replace(",", "");
    if (!PERCENTAGE.matcher(plain).matches()) {
      throw BadRecordException.wrongType(name, text, "a percentage of zero or more");
    }
    return plain;
  }

  private static String flag(String name, String text) throws BadRecordException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "y" -> "true";
      case "false", "0", "no", "n" -> "false";
      default -> throw BadRecordException.wrongType(name, text, "true or false");
    };
  }

  private static @Nullable String level(IncidentField field, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher matcher = LEVEL.matcher(lower);
    if (matcher.matches()) {
      return matcher.group(1);
    }
    // "High" is the second priority of some and the first of others.
    return field == IncidentField.PRIORITY ? null : LEVEL_WORDS.get(lower);
  }

  private static String actorKind(String name, String text) throws BadRecordException {
    String word = text.toUpperCase(Locale.ROOT);
    if (Arrays.stream(ActorKind.values()).noneMatch(kind -> kind.name().equals(word))) {
      throw BadRecordException.wrongType(name, text, "one of human, automation, timeout, unknown");
    }
    return word;
  }
}
