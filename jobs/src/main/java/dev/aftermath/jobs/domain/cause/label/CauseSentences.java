package dev.aftermath.jobs.domain.cause.label;

import java.io.Serializable;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds in a longer text the sentences that tell the cause: a whole story names many things that
 * went wrong, and most of them are not the cause.
 */
public final class CauseSentences implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String MARKED = "#{1,6}\\s+(?<marked>[^:]{2,80}):?\\s*";
  private static final String BOLD = "[*_]{2}(?<bold>[^*_:]{2,80}):?[*_]{2}\\s*:?(?<afterBold>.*)";
  private static final String WORD = "[\\p{L}\\p{N}/&'()-]";
  private static final String PLAIN =
      "(?<plain>\\p{L}" + WORD + "*(?: " + WORD + "+){0,5})\\s*:(?!//)(?<after>.*)";

  /**
   * A heading of Markdown, or a few words with a colon after them; the rest of the line follows.
   */
  private static final Pattern HEADING =
      Pattern.compile("\\s*(?:" + MARKED + "|" + BOLD + "|" + PLAIN + ")");

  private static final int LENGTH_LIMIT = 20_000;

  private final CauseCues cues;
  private final PhraseIndex sections;
  private final PhraseIndex words;

  CauseSentences(CauseCues cues) {
    this.cues = cues;
    this.sections = new PhraseIndex(cues.sections());
    this.words = new PhraseIndex(cues.words());
  }

  /**
   * The sentences that tell the cause; empty when none does. Those of a section about the cause
   * come first; of a section, and of a text without one, those with cue words, or the section whole
   * where it has none.
   *
   * @param text plain, Markdown or HTML; what is beyond 20,000 characters is not looked at
   */
  public String of(String text) {
    String plain = Markup.plain(text.substring(0, Math.min(text.length(), LENGTH_LIMIT)));
    Optional<String> section = section(plain);
    String cued = section.isPresent() ? cued(section.get()) : cued(plain);
    return cued.isEmpty() ? section.orElse("") : cued;
  }

  private Optional<String> section(String plain) {
    StringBuilder section = new StringBuilder();
    boolean isInside = false;
    for (String line : plain.split("\n", -1)) {
      Optional<Matcher> heading = heading(line);
      if (heading.isPresent()) {
        isInside = tellsOfCause(title(heading.get()));
      } else if (tellsOfCause(line) && Tokens.of(line).size() <= 4) {
        isInside = true;
        continue;
      }
      if (isInside) {
        section.append(heading.map(CauseSentences::rest).orElse(line).strip()).append('\n');
      }
    }
    return Optional.of(section.toString().strip()).filter(it -> !it.isEmpty());
  }

  private static Optional<Matcher> heading(String line) {
    return Optional.of(HEADING.matcher(line)).filter(Matcher::matches);
  }

  private static String title(Matcher heading) {
    for (String group : List.of("marked", "bold", "plain")) {
      if (heading.group(group) != null) {
        return heading.group(group);
      }
    }
    return "";
  }

  private static String rest(Matcher heading) {
    String after = heading.group("after");
    String afterBold = heading.group("afterBold");
    return after != null ? after : afterBold != null ? afterBold : "";
  }

  private boolean tellsOfCause(String title) {
    return !sections.find(Tokens.of(title)).isEmpty();
  }

  private String cued(String text) {
    return sentences(text).stream()
        .filter(sentence -> !words.find(Tokens.of(sentence)).isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
      breaks.setText(line);
      int start = breaks.first();
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        String sentence = line.substring(start, end).strip();
        if (!sentence.isEmpty()) {
          sentences.add(sentence);
        }
        start = end;
      }
    }
    return sentences;
  }

  @Override
  public String toString() {
    return cues.toString();
  }
}
