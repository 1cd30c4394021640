package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.series.LabelSelector;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pulls series from a Prometheus server into export files: exactly what its API answers, one file
 * per query and window.
 *
 * <p>Periods are start-inclusive and end-exclusive. Windows meet without overlap, so that no sample
 * is lost or doubled at their borders.
 */
public final class PrometheusPull {
  /**
   * Points per series in one answer. Prometheus refuses more than 11,000; fewer are asked for, so
   * that an answer with exactly 11,000 points stays the sign of an incomplete export.
   */
  public static final int POINTS_PER_WINDOW = 10_000;

  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final int UNPROCESSABLE = 422;

  private final PullClient client;
  private final ExportStore store;

  /** Pulls from the server into the store. */
  public PrometheusPull(PullSettings settings, ExportStore store) {
    this(settings, store, pause -> Thread.sleep(pause.toMillis()));
  }

  PrometheusPull(PullSettings settings, ExportStore store, PullClient.Pause pause) {
    this.client = new PullClient(settings, pause);
    this.store = store;
  }

  /**
   * Pulls the samples as the server stores them, with their own timestamps.
   *
   * @param selectors plain series selectors, such as {@code up{job="api"}}
   * @param window the length of the period in one answer, at least a second; a window of which the
   *     server says that it holds too many samples is halved
   * @return the names of the files, in the order of selectors and time
   * @throws IllegalArgumentException when a selector is none, or a period is empty
   * @throws PullException when the server does not answer
   */
  public List<String> pullRaw(List<String> selectors, Instant from, Instant to, Duration window)
      throws IOException {
    requirePeriod(from, to);
    if (window.compareTo(SHORTEST_WINDOW) < 0) {
      throw new IllegalArgumentException("Invalid window " + window + ": at least one second");
    }
    selectors.forEach(LabelSelector::parse);
    boolean leftOpen = rangesAreLeftOpen(to);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < selectors.size(); i++) {
      Instant start = from;
      while (start.isBefore(to)) {
        Instant end = earlier(start.plus(window), to);
        rawWindow(new RawQuery(selectors.get(i), i + 1, leftOpen), start, end, names);
        start = end;
      }
    }
    return names;
  }

  /**
   * Pulls a query's values at every step from {@code from} on, before {@code to}.
   *
   * @param queries any PromQL expressions that give series
   * @param step the distance of two points, at least a millisecond
   * @return the names of the files, in the order of queries and time
   * @throws PullException when the server does not answer
   */
  public List<String> pullSteps(List<String> queries, Instant from, Instant to, Duration step)
      throws IOException {
    requirePeriod(from, to);
    if (step.toMillis() < 1) {
      throw new IllegalArgumentException("Invalid step " + step + ": at least a millisecond");
    }
    List<String> names = new ArrayList<>();
    long points = (Duration.between(from, to).toMillis() - 1) / step.toMillis() + 1;
    for (int i = 0; i < queries.size(); i++) {
      for (long first = 0; first < points; first += POINTS_PER_WINDOW) {
        long last = Math.min(first + POINTS_PER_WINDOW, points) - 1;
        Instant start = from.plus(step.multipliedBy(first));
        Instant end = from.plus(step.multipliedBy(last));
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("query", queries.get(i));
        parameters.put("start", seconds(start));
        parameters.put("end", seconds(end));
        parameters.put("step", seconds(Instant.ofEpochMilli(step.toMillis())));
        String name = name("steps", i + 1, start, end);
        client.get("/api/v1/query_range", parameters, content -> store.put(name, content));
        names.add(name);
      }
    }
    return names;
  }

  /** A selector, its place among the selectors, and what the server's ranges mean. */
  private record RawQuery(String selector, int number, boolean leftOpen) {

    /**
     * The range that holds exactly {@code [start, end)} when evaluated a millisecond before the
     * end: timestamps are whole milliseconds. Prometheus 3 leaves a range's left border out, so the
     * range begins a millisecond earlier there.
     */
    String over(Instant start, Instant end) {
      long millis = Duration.between(start, end).toMillis() - (leftOpen ? 0 : 1);
      return selector + "[" + millis + "ms]";
    }
  }

  private void rawWindow(RawQuery query, Instant start, Instant end, List<String> names)
      throws IOException {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("query", query.over(start, end));
    parameters.put("time", seconds(end.minusMillis(1)));
    String name = name("raw", query.number(), start, end);
    try {
      client.get("/api/v1/query", parameters, content -> store.put(name, content));
      names.add(name);
    } catch (PullException e) {
      Duration half = Duration.between(start, end).dividedBy(2);
      boolean tooMany =
          e.status() == UNPROCESSABLE
              && String.valueOf(e.getMessage()).contains("too many samples");
      if (!tooMany || half.compareTo(SHORTEST_WINDOW) < 0) {
        throw e;
      }
      Instant middle = start.plusMillis(half.toMillis());
      rawWindow(query, start, middle, names);
      rawWindow(query, middle, end, names);
    }
  }

  /**
   * Asks the server itself: a subquery of one minute in steps of a minute, at a whole minute, has
   * one point where ranges leave their left border out (Prometheus 3) and two where they hold it.
   */
  private boolean rangesAreLeftOpen(Instant near) throws IOException {
    long minute = Math.floorDiv(near.getEpochSecond(), 60) * 60;
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("query", "count_over_time(vector(0)[1m:1m])");
    parameters.put("time", Long.toString(minute));
    List<String> points = new ArrayList<>();
    client.get(
        "/api/v1/query",
        parameters,
        content ->
            points.add(firstValue(new String(content.readAllBytes(), StandardCharsets.UTF_8))));
    String count = points.get(points.size() - 1);
    if (!count.equals("1") && !count.equals("2")) {
      throw new PullException(
          "The server does not tell what its ranges hold: count_over_time(vector(0)[1m:1m]) at "
              + minute
              + " gave '"
              + count
              + "' instead of 1 or 2. Pull with a step instead.",
          200);
    }
    return count.equals("1");
  }

  private static String firstValue(String answer) throws IOException {
    try {
      JsonNode root = StrictJson.parse(answer, new TextCursor.Place(1, 1));
      return root.path("data").path("result").path(0).path("value").path(1).asText();
    } catch (JsonDamage damage) {
      throw new PullException(
          "The server's answer is no JSON: " + damage.place() + ": " + damage.reason() + ".", 200);
    }
  }

  private static void requirePeriod(Instant from, Instant to) {
    if (!from.isBefore(to) || !isWholeMillis(from) || !isWholeMillis(to)) {
      throw new IllegalArgumentException(
          "Invalid period "
              + from
              + " to "
              + to
              + ": it needs a beginning before its end, both in"
              + " whole milliseconds");
    }
  }

  private static boolean isWholeMillis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).equals(instant);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static String seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3).toPlainString();
  }

  private static String name(String mode, int number, Instant start, Instant end) {
    return String.format(
        "prometheus-%s-%03d-%d-%d.json", mode, number, start.toEpochMilli(), end.toEpochMilli());
  }
}
