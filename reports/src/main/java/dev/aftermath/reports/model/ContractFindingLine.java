package dev.aftermath.reports.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that breaks a rule of the operations contract.
 *
 * @param rule the rule
 * @param version its version
 * @param severity how grave that is: {@code high}, {@code medium} or {@code low}
 * @param owner who keeps the rule
 * @param subject what breaks it, such as {@code incident}
 * @param number the number people know it by
 * @param title its title, null where it has none
 * @param services the services concerned
 * @param tenant the tenant concerned, null where unknown
 * @param missingField the field that it lacks or has wrong
 * @param reason what is wrong with the field, or how much later it is than it may be
 * @param place file and line, null where it has none
 * @param state whether it can still be mended
 * @param beganAt when it was opened or begun, null of what has no time
 */
public record ContractFindingLine(
    String rule,
    long version,
    String severity,
    String owner,
    String subject,
    String number,
    @Nullable String title,
    List<String> services,
    @Nullable String tenant,
    String missingField,
    String reason,
    @Nullable String place,
    State state,
    @Nullable Instant beganAt) {
  /** Copies the services. */
  public ContractFindingLine {
    services = List.copyOf(services);
  }

  /** What is wrong, for people: fields by their words, and the late one named with its delay. */
  public String inWords() {
    String words = words(reason);
    return Character.isDigit(reason.charAt(0)) ? words(missingField) + " " + words : words;
  }

  private static String words(String fields) {
    return fields.replaceAll("_(at|pseudonym)\\b", "").replace('_', ' ');
  }

  /** Whether a finding can still be mended. */
  public enum State {
    /** The ticket, change or action item is open, or it is a runbook or a postmortem. */
    OPEN,
    /** The ticket or change is closed. */
    CLOSED
  }
}
