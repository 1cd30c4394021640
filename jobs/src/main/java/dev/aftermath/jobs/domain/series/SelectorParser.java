package dev.aftermath.jobs.domain.series;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a {@link LabelSelector}. */
final class SelectorParser {
  private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern OPERATOR = Pattern.compile("=~|!~|!=|=");

  private final String selector;
  private final List<LabelMatcher> matchers = new ArrayList<>();
  private int next;

  SelectorParser(String selector) {
    this.selector = selector;
  }

  LabelSelector parse() {
    skipSpace();
    String name = token(METRIC_NAME);
    if (!name.isEmpty()) {
      matchers.add(LabelMatcher.of(LabelSelector.NAME_LABEL, LabelMatcher.Operator.EQUAL, name));
    }
    skipSpace();
    if (peek() == '{') {
      next++;
      matchers();
    } else if (name.isEmpty()) {
      throw refusal(ended() ? "there is nothing here" : beginsWrong());
    }
    skipSpace();
    if (!ended()) {
      throw refusal(tail());
    }
    if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
      throw refusal(
          "every condition also holds for a series without the label, which would select all"
              + " series; name the metric or one label value");
    }
    return new LabelSelector(matchers);
  }

  private void matchers() {
    skipSpace();
    while (peek() != '}') {
      matcher();
      skipSpace();
      if (peek() == ',') {
        next++;
        skipSpace();
      } else if (peek() != '}') {
        throw refusal("',' or '}' must stand here" + found());
      }
    }
    next++;
  }

  private void matcher() {
    int start = next;
    boolean quoted = isQuote(peek());
    String label = quoted ? text() : token(LABEL_NAME);
    if (label.isEmpty()) {
      throw refusal("a label name must stand here" + found());
    }
    skipSpace();
    if (quoted && (peek() == ',' || peek() == '}')) {
      add(start, LabelSelector.NAME_LABEL, LabelMatcher.Operator.EQUAL, label);
      return;
    }
    String symbol = token(OPERATOR);
    LabelMatcher.Operator operator =
        LabelMatcher.Operator.of(symbol)
            .orElseThrow(() -> refusal("=, !=, =~ or !~ must stand here" + found()));
    skipSpace();
    if (!isQuote(peek())) {
      throw refusal("a value in quotes must stand here" + found());
    }
    add(start, label, operator, text());
  }

  private void add(int start, String label, LabelMatcher.Operator operator, String value) {
    boolean second = matchers.stream().anyMatch(one -> one.label().equals(label));
    if (second && label.equals(LabelSelector.NAME_LABEL)) {
      next = start;
      throw refusal("the metric name is set twice");
    }
    try {
      matchers.add(LabelMatcher.of(label, operator, value));
    } catch (IllegalArgumentException e) {
      next = start;
      throw refusal(String.valueOf(e.getMessage()));
    }
  }

  private String text() {
    char quote = peek();
    int start = next;
    next++;
    StringBuilder text = new StringBuilder();
    while (!ended() && peek() != quote) {
      if (peek() == '\\' && quote != '`') {
        escape(text);
      } else {
        text.append(peek());
        next++;
      }
    }
    if (ended()) {
      next = start;
      throw refusal("the text in quotes has no end");
    }
    next++;
    return text.toString();
  }

  private void escape(StringBuilder text) {
    int start = next;
    char kind = next + 1 < selector.length() ? selector.charAt(next + 1) : ' ';
    next += 2;
    switch (kind) {
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'v' -> text.append('\u000b');
      case '\\', '"', '\'' -> text.append(kind);
      case 'x' -> codePoint(text, start, 2);
      case 'u' -> codePoint(text, start, 4);
      case 'U' -> codePoint(text, start, 8);
      default -> {
        next = start;
        throw refusal(
            "\\" + kind + " is no escape; write \\\\" + kind + " for a backslash before " + kind);
      }
    }
  }

  private void codePoint(StringBuilder text, int start, int digits) {
    int end = Math.min(next + digits, selector.length());
    try {
      text.appendCodePoint(Integer.parseInt(selector.substring(next, end), 16));
    } catch (IllegalArgumentException e) {
      next = start;
      throw refusal("the escape needs " + digits + " hexadecimal digits of a character");
    }
    next = end;
  }

  private String beginsWrong() {
    return "a metric name or '{' must stand here" + found();
  }

  private String tail() {
    String rest = selector.substring(next);
    if (rest.startsWith("(")) {
      return "functions and aggregations are not allowed; give the bare series, the job computes"
          + " from its raw samples";
    }
    if (rest.startsWith("[")) {
      return "a range is not allowed; leave out " + rest;
    }
    if (rest.startsWith("offset") || rest.startsWith("@")) {
      return "offset and @ are not allowed; the job chooses the time";
    }
    if (rest.matches("(?s)(by|without|and|or|unless|[-+*/%^<>=!]).*")) {
      return "operators are not allowed; give one bare series selector";
    }
    return "nothing may follow the selector" + found();
  }

  private String found() {
    return ended() ? ", but the selector ends" : ", found '" + peek() + "'";
  }

  private IllegalArgumentException refusal(String reason) {
    return new InvalidSelectorException(selector, next, reason);
  }

  private String token(Pattern pattern) {
    Matcher matcher = pattern.matcher(selector).region(next, selector.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    next = matcher.end();
    return matcher.group();
  }

  private boolean ended() {
    return next >= selector.length();
  }

  private char peek() {
    return ended() ? '\0' : selector.charAt(next);
  }

  private void skipSpace() {
    while (!ended() && " \t\r\n".indexOf(peek()) >= 0) {
      next++;
    }
  }

  private static boolean isQuote(char character) {
    return character == '"' || character == '\'' || character == '`';
  }
}
