package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.series.LabelMatcher;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.LogQuery;
import dev.aftermath.jobs.domain.slo.LogQuery.LineFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of LogQL that counts lines: a stream selector with line filters, bare or inside
 * {@code sum(count_over_time(... [5m]))}. The range is dropped, since the engine counts by slice.
 *
 * <p>Syntax: https://grafana.com/docs/loki/latest/query/log_queries/
 */
final class LogQueryParser {
  private static final Pattern WRAPPED =
      Pattern.compile("(?s)\\s*(sum|count_over_time)\\s*\\((.*)\\)\\s*");
  private static final Pattern RANGE = Pattern.compile("(?s)(.*)\\[[^\\[\\]{}\"`]*\\]\\s*");
  private static final Pattern OPERATOR = Pattern.compile("\\s*(\\|=|!=|\\|~|!~)\\s*");
  private static final Map<String, LineFilter.Kind> KINDS =
      Map.of(
          "|=", LineFilter.Kind.CONTAINS,
          "!=", LineFilter.Kind.LACKS,
          "|~", LineFilter.Kind.MATCHES,
          "!~", LineFilter.Kind.MATCHES_NOT);

  private final String text;
  private int next;

  private LogQueryParser(String text) {
    this.text = text;
  }

  /**
   * Reads a query.
   *
   * @param source the only source whose lines count; null for every source
   * @throws IllegalArgumentException when it does more than count lines; the message says what
   */
  static LogQuery parse(@Nullable String source, String query) {
    return new LogQueryParser(unwrapped(query)).parse(source);
  }

  private static String unwrapped(String query) {
    String inner = query;
    Optional<String> function = Optional.empty();
    Matcher wrapped = WRAPPED.matcher(inner);
    while (wrapped.matches()) {
      function = Optional.of(wrapped.group(1));
      inner = wrapped.group(2);
      wrapped = WRAPPED.matcher(inner);
    }
    Matcher range = RANGE.matcher(inner);
    boolean counted = function.filter("count_over_time"::equals).isPresent();
    if (counted != range.matches()) {
      throw new IllegalArgumentException(
          counted
              ? "count_over_time needs a range, such as [5m]"
              : "lines are counted over time: write count_over_time(... [5m]), or the bare"
                  + " selector with its line filters");
    }
    return (counted ? range.group(1) : inner).strip();
  }

  private LogQuery parse(@Nullable String source) {
    if (!text.startsWith("{")) {
      throw new IllegalArgumentException(
          "only a stream selector such as {app=\"api\"} with line filters is computed, found \""
              + text
              + "\"");
    }
    int end = endOfSelector();
    LabelSelector streams = LabelSelector.parse(text.substring(0, end));
    next = end;
    List<LineFilter> filters = new ArrayList<>();
    while (next < text.length()) {
      filters.add(filter());
    }
    return new LogQuery(source, streams, filters);
  }

  private int endOfSelector() {
    int place = 1;
    while (place < text.length() && text.charAt(place) != '}') {
      char here = text.charAt(place);
      place = here == '"' || here == '`' ? endOfText(place) : place + 1;
    }
    if (place >= text.length()) {
      throw new IllegalArgumentException("the stream selector has no end: }");
    }
    return place + 1;
  }

  private LineFilter filter() {
    Matcher operator = OPERATOR.matcher(text).region(next, text.length());
    if (!operator.lookingAt()) {
      throw new IllegalArgumentException(
          "only the line filters |=, !=, |~ and !~ may follow the stream selector, found \""
              + text.substring(next).strip()
              + "\"");
    }
    int start = operator.end();
    char quote = start < text.length() ? text.charAt(start) : ' ';
    if (quote != '"' && quote != '`') {
      throw new IllegalArgumentException(
          "a text in quotes must follow " + operator.group(1) + " in a line filter");
    }
    next = endOfText(start);
    String body = text.substring(start + 1, next - 1);
    // A selector reads quoted text by the same rules.
    String value = quote == '`' ? body : plain(text.substring(start, next));
    LineFilter.Kind kind = KINDS.getOrDefault(operator.group(1), LineFilter.Kind.CONTAINS);
    if (kind == LineFilter.Kind.MATCHES || kind == LineFilter.Kind.MATCHES_NOT) {
      LabelMatcher.of("line", LabelMatcher.Operator.MATCHES, value);
    }
    skipSpace();
    return new LineFilter(kind, value);
  }

  private static String plain(String quoted) {
    return LabelSelector.parse("{anchor=\"a\",value=" + quoted + "}").matchers().get(1).value();
  }

  private int endOfText(int start) {
    char quote = text.charAt(start);
    int place = start + 1;
    while (place < text.length() && text.charAt(place) != quote) {
      place += text.charAt(place) == '\\' && quote == '"' ? 2 : 1;
    }
    if (place >= text.length()) {
      throw new IllegalArgumentException("the text in quotes has no end");
    }
    return place + 1;
  }

  private void skipSpace() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
  }
}
