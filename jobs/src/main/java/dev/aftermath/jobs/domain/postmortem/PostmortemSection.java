package dev.aftermath.jobs.domain.postmortem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts that a postmortem is expected to have, by the words that head them in English and
 * German.
 *
 * <p>In this order: "Impact timeline" heads a timeline.
 */
public enum PostmortemSection {
  TIMELINE("timeline", "time line", "chronology", "zeitleiste", "zeitlicher ablauf", "chronologie"),
  ACTION_ITEMS(
      "action items",
      "action item",
      "actions",
      "corrective actions",
      "preventive actions",
      "follow up",
      "follow ups",
      "followups",
      "next steps",
      "remediation items",
      "maßnahmen",
      "massnahmen",
      "nächste schritte"),
  CONTRIBUTING_FACTORS(
      "contributing factors",
      "contributing factor",
      "contributing causes",
      "beitragende faktoren",
      "begünstigende faktoren"),
  CAUSE("root cause", "root causes", "cause", "causes", "ursache", "ursachen", "grundursache"),
  TRIGGER("trigger", "triggers", "auslöser"),
  DETECTION("detection", "how we noticed", "entdeckung", "erkennung"),
  IMPACT(
      "impact",
      "customer impact",
      "business impact",
      "who was affected",
      "auswirkung",
      "auswirkungen"),
  SUMMARY(
      "summary",
      "executive summary",
      "incident summary",
      "what happened",
      "tl dr",
      "tldr",
      "zusammenfassung");

  private static final List<String> NONE_OF_THEM = Words.phrases("five whys", "backlog check");

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> headings;

  PostmortemSection(String... headings) {
    this.headings = Words.phrases(headings);
  }

  /** The word in tables and rules. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The section that a heading begins; empty for any other heading. */
  static Optional<PostmortemSection> headedBy(String heading) {
    String words = Words.of(heading);
    if (NONE_OF_THEM.stream().anyMatch(words::contains)) {
      return Optional.empty();
    }
    return Stream.of(values())
        .filter(section -> section.headings.stream().anyMatch(words::contains))
        .findFirst();
  }

  /** The section that a label such as "Root cause:" is nothing but the name of. */
  static Optional<PostmortemSection> labelledBy(String label) {
    String words = Words.of(label);
    return Stream.of(values()).filter(section -> section.headings.contains(words)).findFirst();
  }
}
