package dev.aftermath.jobs.domain.draft;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the data does not say, as questions to people. */
final class OpenQuestions {
  /** Nothing for longer than this, while it went on, asks for a word. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(30);

  private static final int MOST_SILENCES = 5;

  private OpenQuestions() {}

  static DraftSection of(Dossier dossier, List<TimelineLine> timeline) {
    List<String> questions = new ArrayList<>();
    for (Unknown unknown : Unknown.ALL) {
      if (unknown.isOpen().test(dossier)) {
        questions.add(item(unknown.question(), unknown.basis()));
      }
    }
    unmeasured(dossier, questions);
    Instant opened = dossier.facts().instant("opened_at");
    silences(dossier, timeline).forEach(silence -> questions.add(silence.item(opened)));
    return DraftSection.toAnswer(
        "Open questions",
        List.of(
            questions.isEmpty()
                ? "The data leaves none open."
                : "The data does not answer "
                    + Told.count(questions.size(), "question")
                    + ", each with what is missing in brackets."),
        questions);
  }

  private static String item(String question, String basis) {
    return question + " (" + basis + ")";
  }

  private static void unmeasured(Dossier dossier, List<String> questions) {
    long seconds =
        dossier.all("paperwork_gaps").stream()
            .mapToLong(gap -> gap.count("unknown_seconds"))
            .max()
            .orElse(0);
    if (seconds > 0) {
      questions.add(
          item(
              "What did the SLI do while nobody measured it?",
              "paperwork_gaps: up to " + Told.duration(seconds) + " are unknown"));
    }
  }

  /** Nothing is known between two instants. */
  private record Silence(Instant from, Instant to) {
    Duration length() {
      return Duration.between(from, to);
    }

    String item(@Nullable Instant opened) {
      if (opened != null && to.compareTo(opened) <= 0) {
        return OpenQuestions.item(
            "Why did nobody notice it before " + Told.time(to) + "?",
            "customers felt it for " + Told.between(from, to) + " by then");
      }
      return OpenQuestions.item(
          "What was done between " + Told.time(from) + " and " + Told.time(to) + "?",
          "the timeline says nothing for " + Told.between(from, to));
    }
  }

  /** The longest ones in the order of time. */
  private static List<Silence> silences(Dossier dossier, List<TimelineLine> timeline) {
    Instant start =
        Stream.of(dossier.facts().instant("impact_start_at"), dossier.facts().instant("opened_at"))
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(dossier.end());
    List<Instant> times = new ArrayList<>(timeline.stream().map(TimelineLine::at).toList());
    times.add(dossier.end());
    List<Silence> silences = new ArrayList<>();
    Instant last = start;
    for (Instant at : times.stream().sorted().toList()) {
      if (at.isAfter(last) && !at.isAfter(dossier.end())) {
        silences.add(new Silence(last, at));
        last = at;
      }
    }
    return silences.stream()
        .filter(silence -> silence.length().compareTo(LONGEST_SILENCE) > 0)
        .sorted(Comparator.comparing(Silence::length).reversed().thenComparing(Silence::from))
        .limit(MOST_SILENCES)
        .sorted(Comparator.comparing(Silence::from))
        .toList();
  }
}
