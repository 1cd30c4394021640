package dev.aftermath.jobs.sources;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of the Prometheus text format: {@code name{label="value"} value timestamp}. */
final class TextSample {
  private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern WORD = Pattern.compile("[^ \\t#]+");
  private static final String NAME_LABEL = "__name__";

  private final TextLines.Line line;
  private final String text;
  private final Map<String, String> labels = new TreeMap<>();
  private int next;
  private int seriesEnd;
  private int timeStart;
  private double value;
  private String timestamp = "";

  TextSample(TextLines.Line line) {
    this.line = line;
    this.text = line.text();
  }

  void parse() throws JsonDamage {
    String name = token(METRIC_NAME);
    if (!name.isEmpty()) {
      labels.put(NAME_LABEL, name);
    }
    skipSpace();
    if (peek() == '{') {
      next++;
      labelList();
    }
    if (!labels.containsKey(NAME_LABEL)) {
      throw malformed("a metric name must stand here");
    }
    seriesEnd = next;
    skipSpace();
    int valueStart = next;
    String word = token(WORD);
    OptionalDouble parsed = value(word);
    if (parsed.isEmpty()) {
      next = valueStart;
      throw line.damage(
          DefectKind.WRONG_TYPE, valueStart, "the value \"" + word + "\" is no number");
    }
    value = parsed.getAsDouble();
    skipSpace();
    timeStart = next;
    timestamp = token(WORD);
    if (timestamp.isEmpty()) {
      throw line.damage(
          DefectKind.MISSING_FIELD,
          timeStart,
          "the sample has no timestamp, so nothing says when it was taken");
    }
    skipSpace();
    if (next < text.length() && peek() != '#') {
      throw malformed("nothing may follow the timestamp");
    }
  }

  /** What identifies the series within a file. */
  String seriesText() {
    return text.substring(0, seriesEnd);
  }

  Map<String, String> labels() {
    return Collections.unmodifiableMap(labels);
  }

  double value() {
    return value;
  }

  String timestamp() {
    return timestamp;
  }

  /** Whether the timestamp can only be in seconds; otherwise it can only be in milliseconds. */
  boolean isInSeconds() {
    if (!timestamp.matches("-?[0-9]+")) {
      return true;
    }
    OptionalLong whole = SampleValues.millis(timestamp);
    return whole.isPresent() && whole.getAsLong() < SampleValues.LATEST_MILLIS;
  }

  long epochMillis() throws JsonDamage {
    OptionalLong millis = SampleValues.millis(timestamp);
    if (millis.isEmpty()) {
      throw badTime("the timestamp \"" + timestamp + "\" is no number");
    }
    long epochMillis = isInSeconds() ? millis.getAsLong() : millis.getAsLong() / 1000;
    if (!SampleValues.inRange(epochMillis)) {
      throw line.damage(
          DefectKind.TIME_OUT_OF_RANGE,
          timeStart,
          "the timestamp " + timestamp + " is not between 1970 and 2100");
    }
    return epochMillis;
  }

  JsonDamage badTime(String cause) {
    return line.damage(DefectKind.BAD_TIME, timeStart, cause);
  }

  private static OptionalDouble value(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> SampleValues.value(word);
    };
  }

  private void labelList() throws JsonDamage {
    skipSpace();
    while (peek() != '}') {
      label();
      skipSpace();
      if (peek() == ',') {
        next++;
        skipSpace();
      } else if (peek() != '}') {
        throw malformed("',' or '}' must stand here");
      }
    }
    next++;
  }

  private void label() throws JsonDamage {
    int start = next;
    boolean quoted = peek() == '"';
    String name = quoted ? quotedText() : token(LABEL_NAME);
    skipSpace();
    if (quoted && peek() != '=') {
      put(start, NAME_LABEL, name);
      return;
    }
    if (name.isEmpty()) {
      throw malformed("a label name must stand here");
    }
    if (peek() != '=') {
      throw malformed("'=' must stand here");
    }
    next++;
    skipSpace();
    if (peek() != '"') {
      throw malformed("a value in quotes must stand here");
    }
    put(start, name, quotedText());
  }

  private void put(int start, String name, String labelValue) throws JsonDamage {
    if (labels.putIfAbsent(name, labelValue) != null) {
      throw line.damage(DefectKind.DUPLICATE_KEY, start, "the label " + name + " stands twice");
    }
  }

  private String quotedText() throws JsonDamage {
    int start = next;
    next++;
    StringBuilder content = new StringBuilder();
    while (next < text.length() && peek() != '"') {
      char character = peek();
      next++;
      if (character != '\\') {
        content.append(character);
        continue;
      }
      switch (peek()) {
        case 'n' -> content.append('\n');
        case '\\', '"' -> content.append(peek());
        default -> throw malformed("only \\\\, \\\" and \\n are escapes");
      }
      next++;
    }
    if (next >= text.length()) {
      throw line.damage(DefectKind.MALFORMED, start, "the text in quotes has no end");
    }
    next++;
    return content.toString();
  }

  private JsonDamage malformed(String wanted) {
    String found = next >= text.length() ? ", but the line ends" : ", found '" + peek() + "'";
    return line.damage(DefectKind.MALFORMED, next, wanted + found);
  }

  private String token(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(next, text.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    next = matcher.end();
    return matcher.group();
  }

  private char peek() {
    return next < text.length() ? text.charAt(next) : '\0';
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t') {
      next++;
    }
  }
}
