package dev.aftermath.jobs.domain.postmortem;

import dev.aftermath.jobs.domain.postmortem.ActionItem.State;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the running text of an action item states of its owner, its due date and so on. */
final class ActionItemText {
  private static final String NAME =
      "@?[\\p{L}][\\p{L}\\p{N}._:-]*(?: (?!by\\b|due\\b)\\p{L}[\\p{L}\\p{N}._-]*){0,3}";
  private static final Pattern OWNER =
      Pattern.compile(
          "(?i)\\b(?:owner|assignee|assigned to|responsible|verantwortlich|zuständig)\\b\\s*(?::|=|\\bis\\b)?\\s*("
              + NAME
              + ")");
  private static final Pattern MENTION =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}.])@(?:\\[([^\\]]+)\\]|([\\p{L}\\p{N}][\\p{L}\\p{N}._:-]*))");
  private static final Pattern DUE =
      Pattern.compile(
          "(?i)(?:\\b(?:due|deadline|due date|until|by|fällig|bis)\\b(?: (?:on|am|by|zum))?\\s*:?\\s*)([^,;)\\]]{6,30})");
  private static final Pattern CLOSED =
      Pattern.compile(
          "(?i)\\b(?:done|closed|completed|fixed|erledigt|abgeschlossen)\\b(?: (?:on|am))?\\s*:?\\s*([^,;)\\]]{6,30})");
  private static final Pattern STATE =
      Pattern.compile("(?i)[(\\[]\\s*([\\p{L}' ]{2,15})(?:[ ,:].*)?[)\\]]\\s*\\.?\\s*$");
  private static final Pattern TRACKER =
      Pattern.compile(
          "https?://[^\\s)>\\]]*(?:/issues/|/browse/|/pull/|/tickets?/|_workitems)[^\\s)>\\],]*"
              + "|\\b(?!CVE-|UTF-|SHA-|ISO-|RFC-|PM\\d)[A-Z][A-Z0-9]{1,9}-\\d+\\b"
              + "|(?<![\\w/])#\\d+\\b|\\b(?:TASK|PRB|CHG|STRY)\\d{5,}\\b");

  private ActionItemText() {}

  static @Nullable String owner(String text) {
    Matcher mention = MENTION.matcher(text);
    if (mention.find()) {
      return mention.group(1) == null ? mention.group(2) : mention.group(1);
    }
    Matcher owner = OWNER.matcher(text);
    return owner.find() && !Words.isUnwritten(owner.group(1)) ? owner.group(1).strip() : null;
  }

  static @Nullable LocalDate dueOn(String text) {
    Matcher due = DUE.matcher(text);
    while (due.find()) {
      LocalDate date = WrittenTime.of(due.group(1)).date();
      if (date != null) {
        return date;
      }
    }
    return null;
  }

  static @Nullable LocalDate closedOn(String text) {
    Matcher closed = CLOSED.matcher(text);
    return closed.find() ? WrittenTime.of(closed.group(1)).date() : null;
  }

  static @Nullable String tracker(String text) {
    Matcher tracker = TRACKER.matcher(text);
    return tracker.find() ? tracker.group() : null;
  }

  /** What stands in brackets at the end, such as "(done)"; null where that is no state. */
  static @Nullable State state(String text) {
    Matcher state = STATE.matcher(text.lines().findFirst().orElse(""));
    return state.find() ? State.named(state.group(1)).orElse(null) : null;
  }
}
