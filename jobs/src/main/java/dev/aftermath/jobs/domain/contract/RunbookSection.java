package dev.aftermath.jobs.domain.contract;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts that a runbook must have, by the words that head them in English and German.
 *
 * <p>In this order: a heading such as "Rollback steps" is about the rollback.
 */
public enum RunbookSection {
  ROLLBACK(
      "rollback",
      "roll back",
      "rolling back",
      "back out",
      "backout",
      "undo",
      "revert",
      "reverting",
      "rückbau",
      "rückabwicklung",
      "rückgängig",
      "rückfallplan",
      "zurückrollen"),
  SUCCESS_INDICATORS(
      "success indicators",
      "success indicator",
      "success criteria",
      "signs of success",
      "verification",
      "verify",
      "validation",
      "expected result",
      "expected outcome",
      "done when",
      "erfolgsindikatoren",
      "erfolgskriterien",
      "erfolgskontrolle",
      "erwartetes ergebnis",
      "prüfung",
      "überprüfung",
      "verifikation"),
  PRECONDITIONS(
      "preconditions",
      "precondition",
      "prerequisites",
      "requirements",
      "before you begin",
      "before you start",
      "voraussetzungen",
      "vorbedingungen",
      "vorbereitung"),
  OWNER(
      "owner",
      "owners",
      "owned by",
      "ownership",
      "maintainer",
      "maintainers",
      "eigentümer",
      "verantwortlich",
      "verantwortliche",
      "verantwortlicher",
      "zuständig",
      "zuständigkeit"),
  STEPS(
      "steps",
      "procedure",
      "instructions",
      "actions",
      "mitigation",
      "remediation",
      "resolution",
      "schritte",
      "vorgehen",
      "vorgehensweise",
      "ablauf",
      "durchführung",
      "maßnahmen",
      "anleitung");

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> headings;

  RunbookSection(String... headings) {
    this.headings = Stream.of(headings).map(heading -> " " + heading + " ").toList();
  }

  /** The word in tables and rules. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The section that a heading, or the label of a row or line, begins; empty for any other. */
  public static Optional<RunbookSection> headedBy(String heading) {
    // Umlauts may be written as two characters, and headings be numbered.
    String text = Normalizer.normalize(heading, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String words = " " + NO_LETTERS.matcher(text).replaceAll(" ").strip() + " ";
    return Stream.of(values())
        .filter(section -> section.headings.stream().anyMatch(words::contains))
        .findFirst();
  }
}
