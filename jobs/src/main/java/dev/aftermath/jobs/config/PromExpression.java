package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.series.LabelSelector;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the wrappers off PromQL that counts events, down to the selector of the counter: the engine
 * computes increases itself, from the samples.
 */
final class PromExpression {
  private static final Pattern COUNTED =
      Pattern.compile("(?s)(?:rate|increase|irate)\\s*\\((.*)\\)");
  private static final Pattern SUM = Pattern.compile("(?s)sum\\s*\\((.*)\\)");
  private static final Pattern RANGE = Pattern.compile("(?s)(.*?)\\s*\\[[^\\[\\]:]*\\]");
  private static final Pattern OR_ZERO =
      Pattern.compile("(?is)(.*?)\\s+or\\s+(?:on\\s*\\(\\s*\\)\\s*)?vector\\s*\\(\\s*0\\s*\\)");
  private static final Pattern MATCHING =
      Pattern.compile(
          "(?s)(?:on|ignoring)\\s*\\([^()]*\\)(?:\\s*group_left(?:\\s*\\([^()]*\\))?)?\\s*(.*)");
  private static final Pattern OVER_TIME =
      Pattern.compile("(?s)(sum|count)_over_time\\s*\\((.*)\\)");

  private PromExpression() {}

  /** The two sides of an operator that stands outside all brackets. */
  record Sides(String left, String right) {}

  /**
   * The selector of a counter whose increase is taken, and of which all series may be summed.
   *
   * @return empty when the expression does anything else
   */
  static Optional<String> counter(String expression) {
    String inner = withoutZero(bare(expression));
    Matcher sum = SUM.matcher(inner);
    inner = sum.matches() && closesLast(inner) ? bare(sum.group(1)) : inner;
    inner = withoutZero(inner);
    Matcher counted = COUNTED.matcher(inner);
    inner = counted.matches() && closesLast(inner) ? bare(counted.group(1)) : inner;
    Matcher range = RANGE.matcher(inner);
    return selector(range.matches() ? range.group(1) : inner);
  }

  /**
   * The gauge of which the mean of all samples is taken: {@code sum_over_time} over {@code
   * count_over_time}.
   */
  static Optional<String> meanGauge(Sides division) {
    Optional<String> left = overTime(division.left(), "sum");
    return left.isPresent() && left.equals(overTime(division.right(), "count"))
        ? left
        : Optional.empty();
  }

  /** The sides of the first such operator; empty when there is none or one side is nothing. */
  static Optional<Sides> split(String expression, char operator) {
    String text = bare(expression);
    int place = topLevel(text, operator);
    if (place <= 0) {
      return Optional.empty();
    }
    String right = text.substring(place + 1).strip();
    Matcher matching = MATCHING.matcher(right);
    right = matching.matches() ? matching.group(1) : right;
    return Optional.of(new Sides(bare(text.substring(0, place)), bare(right)));
  }

  /** The expression without the brackets around all of it. */
  static String bare(String expression) {
    String text = expression.strip();
    while (text.startsWith("(") && closing(text, 0) == text.length() - 1) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return text;
  }

  private static Optional<String> overTime(String expression, String function) {
    String inner = bare(expression);
    Matcher sum = SUM.matcher(inner);
    inner = sum.matches() && closesLast(inner) ? bare(sum.group(1)) : inner;
    Matcher over = OVER_TIME.matcher(inner);
    if (!over.matches() || !over.group(1).equals(function)) {
      return Optional.empty();
    }
    Matcher range = RANGE.matcher(bare(over.group(2)));
    return range.matches() ? selector(range.group(1)) : Optional.empty();
  }

  // Where the bad part was not measured and the total was, the engine takes 0 anyway.
  private static String withoutZero(String expression) {
    Matcher zero = OR_ZERO.matcher(expression);
    return zero.matches() ? bare(zero.group(1)) : expression;
  }

  private static Optional<String> selector(String text) {
    try {
      LabelSelector.parse(text.strip());
      return Optional.of(text.strip());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean closesLast(String text) {
    return closing(text, text.indexOf('(')) == text.length() - 1;
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int place = open; place >= 0 && place < text.length(); place++) {
      char here = text.charAt(place);
      if (here == '"' || here == '\'' || here == '`') {
        place = endOfText(text, place);
      } else if (here == '(') {
        depth++;
      } else if (here == ')' && --depth == 0) {
        return place;
      }
    }
    return -1;
  }

  private static int topLevel(String text, char operator) {
    int depth = 0;
    for (int place = 0; place < text.length(); place++) {
      char here = text.charAt(place);
      if (here == '"' || here == '\'' || here == '`') {
        place = endOfText(text, place);
      } else if ("([{".indexOf(here) >= 0) {
        depth++;
      } else if (")]}".indexOf(here) >= 0) {
        depth--;
      } else if (here == operator && depth == 0) {
        return place;
      }
    }
    return -1;
  }

  private static int endOfText(String text, int start) {
    char quote = text.charAt(start);
    int place = start + 1;
    while (place < text.length() && text.charAt(place) != quote) {
      place += text.charAt(place) == '\\' && quote != '`' ? 2 : 1;
    }
    return Math.min(place, text.length() - 1);
  }
}
