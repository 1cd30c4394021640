package dev.aftermath.jobs.domain.postmortem;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a postmortem says is to be done.
 *
 * @param text what
 * @param owner who, a person or a team, as written; null when nobody is named
 * @param dueOn by which day; null when none is stated
 * @param stateBasis what says how it stands: {@code check_box}, {@code status}, {@code word}, or
 *     {@code none}, since what says nothing is taken to be open
 * @param closedOn the day it was closed; null when none is stated
 * @param tracker the ticket that it is tracked by; null without one
 */
public record ActionItem(
    String text,
    @Nullable String owner,
    @Nullable LocalDate dueOn,
    State state,
    String stateBasis,
    @Nullable LocalDate closedOn,
    @Nullable String tracker,
    int line) {

  /** How an action item stands. */
  public enum State {
    OPEN("open", "to do", "todo", "in progress", "started", "not started", "planned", "offen"),
    DONE(
        "done",
        "closed",
        "complete",
        "completed",
        "fixed",
        "resolved",
        "implemented",
        "shipped",
        "yes",
        "erledigt",
        "abgeschlossen",
        "✅",
        "✔"),
    CANCELLED("cancelled", "canceled", "won't do", "wont do", "rejected", "dropped", "verworfen");

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> words;

    State(String... words) {
      this.words = List.of(words);
    }

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state that a word of the document stands for. */
    static Optional<State> named(String word) {
      String level = word.strip().toLowerCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(state -> state.words.stream().anyMatch(known -> begins(level, known)))
          .findFirst();
    }

    private static boolean begins(String level, String known) {
      return level.startsWith(known)
          && (level.length() == known.length()
              || !Character.isLetter(level.charAt(known.length())));
    }
  }
}
