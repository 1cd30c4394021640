package dev.aftermath.jobs.domain.series;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Compiles the regular expressions of Prometheus (RE2) with those of the JDK.
 *
 * <p>Where one text means two things it is rewritten to RE2's meaning; what RE2 does not know is
 * refused, so that an expression that works here works in Prometheus. Syntax:
 * https://github.com/google/re2/wiki/Syntax
 */
final class RegularExpression {
  private final String expression;
  private final StringBuilder translated = new StringBuilder();
  private int next;

  private RegularExpression(String expression) {
    this.expression = expression;
  }

  static Pattern compile(String expression) {
    try {
      return Pattern.compile(new RegularExpression(expression).translate(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the regular expression " + expression + " is invalid: " + e.getDescription(), e);
    }
  }

  private String translate() {
    while (next < expression.length()) {
      char character = expression.charAt(next);
      if (character == '\\') {
        escape();
      } else if (character == '[') {
        characterClass();
      } else if (expression.startsWith("(?", next)) {
        group();
      } else {
        refusePossessive(character);
        translated.append(character);
        next++;
      }
    }
    return translated.toString();
  }

  private void escape() {
    if (expression.startsWith("\\Q", next)) {
      int end = expression.indexOf("\\E", next + 2);
      int stop = end < 0 ? expression.length() : end;
      translated.append(Pattern.quote(expression.substring(next + 2, stop)));
      next = end < 0 ? stop : end + 2;
      return;
    }
    char escaped = next + 1 < expression.length() ? expression.charAt(next + 1) : ' ';
    if (escaped >= '1' && escaped <= '9') {
      throw refused("back references such as \\" + escaped);
    }
    translated.append(expression, next, Math.min(next + 2, expression.length()));
    next += 2;
  }

  private void characterClass() {
    translated.append('[');
    next++;
    if (next < expression.length() && expression.charAt(next) == '^') {
      translated.append('^');
      next++;
    }
    boolean first = true;
    while (next < expression.length() && (first || expression.charAt(next) != ']')) {
      classMember(expression.charAt(next));
      first = false;
    }
    if (next < expression.length()) {
      translated.append(']');
      next++;
    }
  }

  private void classMember(char character) {
    if (expression.startsWith("[:", next)) {
      int end = expression.indexOf(":]", next);
      if (end > 0) {
        translated.append(posix(expression.substring(next + 2, end)));
        next = end + 2;
        return;
      }
    }
    if (character == '\\') {
      escape();
      return;
    }
    if (character == '[' || character == '&' || character == ']') {
      translated.append('\\');
    }
    translated.append(character);
    next++;
  }

  private String posix(String name) {
    boolean negated = name.startsWith("^");
    String prefix = negated ? "\\P{" : "\\p{";
    return switch (negated ? name.substring(1) : name) {
      case "alnum" -> prefix + "Alnum}";
      case "alpha" -> prefix + "Alpha}";
      case "ascii" -> prefix + "ASCII}";
      case "blank" -> prefix + "Blank}";
      case "cntrl" -> prefix + "Cntrl}";
      case "digit" -> prefix + "Digit}";
      case "graph" -> prefix + "Graph}";
      case "lower" -> prefix + "Lower}";
      case "print" -> prefix + "Print}";
      case "punct" -> prefix + "Punct}";
      case "space" -> prefix + "Space}";
      case "upper" -> prefix + "Upper}";
      case "word" -> negated ? "\\W" : "\\w";
      case "xdigit" -> prefix + "XDigit}";
      default -> throw refused("the character class [:" + name + ":]");
    };
  }

  private void group() {
    for (String lookaround : new String[] {"(?=", "(?!", "(?<=", "(?<!", "(?>"}) {
      if (expression.startsWith(lookaround, next)) {
        throw refused("groups that begin with " + lookaround);
      }
    }
    boolean named = expression.startsWith("(?P<", next) || expression.startsWith("(?<", next);
    int end = named ? expression.indexOf('>', next) : -1;
    if (end > 0) {
      translated.append('(');
      next = end + 1;
    } else {
      translated.append("(?");
      next += 2;
    }
  }

  private void refusePossessive(char character) {
    boolean quantifier = next > 0 && "*+?}".indexOf(expression.charAt(next - 1)) >= 0;
    boolean escaped = next > 1 && expression.charAt(next - 2) == '\\';
    if (character == '+' && quantifier && !escaped) {
      throw refused("possessive quantifiers such as " + expression.substring(next - 1, next + 1));
    }
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "the regular expression " + expression + " uses what RE2 does not know: " + what);
  }
}
