package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Pulls log lines from Loki into export files, one per page.
 *
 * <p>Pages run forward in time. A full page may have been cut within its last nanosecond, so the
 * lines of that nanosecond are left out of it and the next page begins with all of them: no line is
 * lost or doubled, and lines that are equal to the nanosecond and the letter stay as many as they
 * are.
 */
public final class LokiPull {
  /** The most lines that a server gives at once by default. */
  public static final int LARGEST_LIMIT = 5_000;

  private static final TextCursor.Place BEGIN = new TextCursor.Place(1, 1);

  private final PullClient client;
  private final ExportStore store;

  /** Pulls from the server into the store. */
  public LokiPull(PullSettings settings, ExportStore store) {
    this(settings, store, pause -> Thread.sleep(pause.toMillis()));
  }

  LokiPull(PullSettings settings, ExportStore store, PullClient.Pause pause) {
    this.client = new PullClient(settings, pause);
    this.store = store;
  }

  /**
   * Pulls the lines of each query.
   *
   * @param queries log queries such as {@code {app="api"} |= "error"}
   * @param from the first instant, taken in
   * @param to the instant behind the last, left out
   * @param limit lines per page, as many as the server allows
   * @return the names of the files, in the order of queries and time
   * @throws PullException when the server does not answer, or one nanosecond holds as many lines as
   *     a page, behind which nothing can be reached
   */
  public List<String> pull(List<String> queries, Instant from, Instant to, int limit)
      throws IOException {
    if (!from.isBefore(to) || limit < 2) {
      throw new IllegalArgumentException(
          "Invalid pull from "
              + from
              + " to "
              + to
              + " with limit "
              + limit
              + ": it needs a beginning before its end and a limit of at least 2");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      long start = nanos(from);
      boolean more = true;
      while (more) {
        Page page = page(queries.get(i), start, nanos(to), limit);
        more = page.lines() >= limit;
        if (more) {
          page.dropLast();
          if (page.first() == page.last()) {
            throw new PullException(
                "Loki holds at least "
                    + limit
                    + " lines of "
                    + queries.get(i)
                    + " at the one nanosecond "
                    + page.last()
                    + ", so that the lines behind them cannot be reached. Raise the limit (and"
                    + " max_entries_limit_per_query in Loki) or narrow the query.",
                200);
          }
        }
        String name = String.format("loki-%03d-%d.json", i + 1, start);
        store.put(
            name,
            new ByteArrayInputStream(page.answer().toString().getBytes(StandardCharsets.UTF_8)));
        names.add(name);
        start = page.last();
      }
    }
    return names;
  }

  /** An answer, the number of its lines, and the times of the first and the last. */
  private record Page(JsonNode answer, long lines, long first, long last) {

    void dropLast() {
      keep(nanos -> nanos != last);
    }

    private void keep(LongPredicate wanted) {
      for (JsonNode stream : answer.at("/data/result")) {
        ArrayNode values = (ArrayNode) stream.get("values");
        for (int i = values.size() - 1; i >= 0; i--) {
          if (!wanted.test(values.get(i).path(0).asLong())) {
            values.remove(i);
          }
        }
      }
    }
  }

  private Page page(String query, long start, long end, int limit) throws IOException {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("query", query);
    parameters.put("start", Long.toString(start));
    parameters.put("end", Long.toString(end));
    parameters.put("limit", Integer.toString(limit));
    parameters.put("direction", "forward");
    List<JsonNode> answers = new ArrayList<>();
    client.get(
        "/loki/api/v1/query_range",
        parameters,
        content ->
            answers.add(parsed(new String(content.readAllBytes(), StandardCharsets.UTF_8), query)));
    JsonNode answer = answers.get(answers.size() - 1);
    long lines = 0;
    long first = Long.MAX_VALUE;
    long last = start;
    for (JsonNode stream : answer.at("/data/result")) {
      for (JsonNode entry : stream.path("values")) {
        lines++;
        long at = entry.path(0).asLong();
        first = Math.min(first, at);
        last = Math.max(last, at);
      }
    }
    return new Page(answer, lines, first, last);
  }

  private static JsonNode parsed(String answer, String query) throws IOException {
    try {
      JsonNode root = StrictJson.parse(answer, BEGIN);
      if (!root.at("/data/resultType").asText().equals("streams")) {
        throw new PullException(
            "Loki answered "
                + query
                + " with "
                + root.at("/data/resultType")
                + " instead of streams. Give a log query, not a metric query.",
            200);
      }
      return root;
    } catch (JsonDamage damage) {
      throw new IOException(
          "the answer is no JSON: " + damage.place() + ": " + damage.reason(), damage);
    }
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
