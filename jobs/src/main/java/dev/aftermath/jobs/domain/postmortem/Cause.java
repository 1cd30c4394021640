package dev.aftermath.jobs.domain.postmortem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a postmortem says of its cause.
 *
 * @param sentence the one sentence that names it; null where there is none
 * @param basis where it was found; null without a sentence
 * @param factors what contributed, as listed
 */
public record Cause(@Nullable String sentence, @Nullable Basis basis, List<String> factors) {

  /** Where the sentence was found, the surest first. */
  public enum Basis {
    /** The section about the root cause. */
    SECTION,
    /** A sentence that says what the root cause was. */
    ROOT_CAUSE_SENTENCE,
    /** A sentence of the summary that tells what led to what. */
    SUMMARY_SENTENCE,
    /** The first of the contributing factors. */
    FIRST_FACTOR,
    /** A sentence elsewhere that tells what led to what. */
    OTHER_SENTENCE;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** "The root cause was found" names none. */
  private static final Pattern ROOT_CAUSE =
      Pattern.compile(
          "(?i)\\b(root|underlying) cause (of [^.]{1,80} )?(was|is|were|turned out to be|lay in)"
              + " (?!(found|identified|discovered|not|unknown|still|being|later|fixed|that (of|on))\\b)"
              + "|\\b(grund)?ursache (war|ist) (?!nicht)");

  private static final Pattern CUE =
      Pattern.compile(
          "(?i)\\b(caused|causing|because|due to|triggered (by|a|an)|as a result of|result(ed|ing) in"
              + "|a result of|led to|leading to|meant that|hence|reason was"
              + "|accident(al|ally)|inadvertent(ly)?|unintend\\w+|unintention\\w+|human error"
              + "|misconfigur\\w+|malformed|expired|bugs? in"
              + "|verursacht\\w*|aufgrund|wegen|weil|ausgelöst durch|führte dazu|führte zu"
              + "|versehentlich|abgelaufen|fehlkonfigur\\w+)\\b");

  /** What might have been, or was not. */
  private static final Pattern NOT_SO =
      Pattern.compile("(?i)\\b(potentially|not affected|no impact|ruled out|möglicherweise)\\b");

  /** "This resulted in ..." tells what came of the sentence before. */
  private static final Pattern OF_SENTENCE_BEFORE =
      Pattern.compile("(?i)^(but |and |in turn,? )?(this|that|these|those|it|which|dies|das)\\b.*");

  /** Takes a copy. */
  public Cause {
    factors = List.copyOf(factors);
  }

  static Cause of(Outline outline) {
    List<String> factors =
        outline.section(PostmortemSection.CONTRIBUTING_FACTORS).stream()
            .map(block -> Sentences.text(List.of(block)))
            .filter(text -> !text.isEmpty())
            .toList();
    for (Basis basis : Basis.values()) {
      Optional<String> sentence = sentence(outline, basis, factors);
      if (sentence.isPresent()) {
        return new Cause(sentence.get(), basis, factors);
      }
    }
    return new Cause(null, null, factors);
  }

  private static Optional<String> sentence(Outline outline, Basis basis, List<String> factors) {
    return switch (basis) {
      case SECTION -> first(outline.section(PostmortemSection.CAUSE));
      case ROOT_CAUSE_SENTENCE -> telling(outline.blocks(), ROOT_CAUSE);
      case SUMMARY_SENTENCE -> telling(outline.section(PostmortemSection.SUMMARY), CUE);
      case FIRST_FACTOR ->
          factors.isEmpty()
              ? Optional.empty()
              : first(outline.section(PostmortemSection.CONTRIBUTING_FACTORS));
      case OTHER_SENTENCE -> telling(outline.blocks(), CUE);
    };
  }

  /** Behind an empty list of causes nothing is named. */
  private static Optional<String> first(List<Block> blocks) {
    return blocks.stream().flatMap(Sentences::of).filter(it -> !Words.isUnwritten(it)).findFirst();
  }

  private static Optional<String> telling(List<Block> blocks, Pattern cue) {
    String before = "";
    for (String sentence : blocks.stream().flatMap(Sentences::of).toList()) {
      if (cue.matcher(sentence).find() && !NOT_SO.matcher(sentence).find()) {
        boolean needsBefore = !before.isEmpty() && OF_SENTENCE_BEFORE.matcher(sentence).matches();
        return Optional.of(needsBefore ? before + " " + sentence : sentence);
      }
      before = sentence;
    }
    return Optional.empty();
  }
}
