package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads elements of a Loki answer: streams of log lines, {@code {"stream":{..},"values":[..]}}, and
 * series of samples, {@code {"metric":{..},"values":[..]}}.
 */
final class LokiElementReader implements QueryAnswers.ElementReader {
  /** Where Loki stops: its default limit, and the largest that a server allows by default. */
  static final List<Long> LINE_CAPS = List.of(100L, 5_000L);

  private static final int LOOKAHEAD = 64;
  private static final int LONGEST_ENTRY = 64 * 1024;
  private static final Pattern ELEMENT_BEGINS =
      Pattern.compile("\\{\\s*\"?(stream|metric|values?)\"?\\s*:");

  private final StrictJson json;
  private final ExportSink sink;
  private final List<Long> caps;
  private final SampleCursor samples;
  private final List<JsonText> waiting = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> unknown = new HashSet<>();
  private @Nullable Map<String, String> labels;
  private @Nullable JsonDamage labelDamage;
  private boolean stream;
  private long position;
  private long linesOfAnswer;

  LokiElementReader(StrictJson json, ExportSink sink, SourceSettings settings) {
    this.json = json;
    this.sink = sink;
    this.caps = settings.rowCaps().isEmpty() ? LINE_CAPS : settings.rowCaps();
    this.samples = new SampleCursor(json);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void endAnswer() {
    if (caps.contains(linesOfAnswer)) {
      sink.warn(
          "An answer has exactly "
              + linesOfAnswer
              + " lines, which is where Loki stops: the lines behind them are missing.");
    }
    linesOfAnswer = 0;
  }

  @Override
  public boolean read() throws IOException {
    seen.clear();
    waiting.clear();
    labels = null;
    labelDamage = null;
    json.peek();
    TextCursor.Place begin = json.text().place();
    try {
      members();
      finish(begin);
      return true;
    } catch (JsonDamage damage) {
      return abandon(damage);
    }
  }

  private void members() throws IOException, JsonDamage {
    json.take('{');
    boolean more = !json.tryTake('}');
    while (more) {
      member(json.name());
      more = json.another('}');
    }
  }

  private void member(String name) throws IOException, JsonDamage {
    if (!seen.add(name)) {
      TextCursor.Place place = json.text().place();
      long held = SeriesReader.count(json);
      quarantine(place, DefectKind.DUPLICATE_KEY, "the field " + name + " stands twice", held);
      return;
    }
    switch (name) {
      case "stream", "metric" -> labels(name.equals("stream") ? Kind.STREAM : Kind.SERIES);
      case "values" -> values();
      case "value" -> entry(json.value());
      default -> {
        json.value();
        if (unknown.add(name)) {
          sink.warn("The field " + name + " of an element is not known.");
        }
      }
    }
  }

  private enum Kind {
    STREAM,
    SERIES
  }

  private void labels(Kind kind) throws IOException, JsonDamage {
    stream = kind == Kind.STREAM;
    JsonText text = json.value();
    try {
      labels = SeriesReader.labels(text);
    } catch (JsonDamage damage) {
      labelDamage = damage;
      return;
    }
    List<JsonText> entries = List.copyOf(waiting);
    waiting.clear();
    for (JsonText entry : entries) {
      entry(entry);
    }
  }

  private void values() throws IOException, JsonDamage {
    if (json.peek() != '[') {
      JsonText text = json.value();
      quarantine(text.place(), DefectKind.WRONG_TYPE, "values must be a list", 1);
      return;
    }
    json.take('[');
    boolean more = !json.tryTake(']');
    while (more) {
      more = nextEntry();
    }
  }

  private boolean nextEntry() throws IOException, JsonDamage {
    JsonText entry;
    try {
      entry = json.value();
    } catch (JsonDamage damage) {
      if (reachesNextElement(damage)) {
        throw damage;
      }
      return entryFollows(damage);
    }
    entry(entry);
    try {
      return json.another(']');
    } catch (JsonDamage damage) {
      return entryFollows(damage);
    }
  }

  /**
   * Whether a lost quotation mark made the entry run into the next stream, whose entries must not
   * get this one's labels. A line cannot look so by itself: its quotation marks are escaped.
   */
  private boolean reachesNextElement(JsonDamage damage) throws IOException {
    TextCursor text = json.text();
    String passed = damage.original();
    String around = passed + text.textAhead(0, text.ensure(LOOKAHEAD));
    Matcher begin = ELEMENT_BEGINS.matcher(around);
    return passed.length() >= LONGEST_ENTRY || (begin.find() && begin.start() < passed.length());
  }

  /** Passes over damage to the next entry of the same stream, never into the next stream. */
  private boolean entryFollows(JsonDamage damage) throws IOException, JsonDamage {
    TextCursor text = json.text();
    int character = damage.kind() == DefectKind.TRUNCATED ? TextCursor.END : text.take();
    while (character != TextCursor.END) {
      if (character == '}' && json.memberOrEndFollows()) {
        throw new JsonDamage(
            damage.kind(), damage.place(), damage.reason(), damage.original(), true);
      }
      if (character == ']') {
        String ahead = text.textAhead(0, text.ensure(128)).stripLeading();
        if (ahead.matches("(?s),\\s*\\[\\s*\"?[0-9]{9,}.*")) {
          position++;
          sink.quarantine(damage.defect(position));
          return json.another(']');
        }
      }
      character = text.take();
    }
    throw damage;
  }

  private void entry(JsonText entry) {
    Map<String, String> known = labels;
    if (known == null) {
      waiting.add(entry);
      return;
    }
    position++;
    try {
      JsonNode node = entry.node();
      if (stream) {
        linesOfAnswer++;
        sink.logLine(LokiEntry.line(position, node, known, entry));
      } else {
        samples.take(node, entry.text(), entry.place());
        sink.sample(known, samples.epochMillis(), samples.value());
      }
    } catch (JsonDamage damage) {
      sink.quarantine(damage.defect(position));
    }
  }

  private void finish(TextCursor.Place begin) {
    long lost = waiting.size();
    JsonDamage damage = labelDamage;
    if (damage != null) {
      quarantine(damage.place(), damage.kind(), damage.reason(), Math.max(1, lost));
    } else if (labels == null) {
      quarantine(
          begin,
          DefectKind.MISSING_FIELD,
          "the element has neither stream nor metric",
          Math.max(1, lost));
    } else if (!seen.contains("values") && !seen.contains("value")) {
      quarantine(begin, DefectKind.MISSING_FIELD, "the element has no values", 1);
    }
  }

  /** The rest of the element is one defect; reading goes on at the next one, if there is one. */
  private boolean abandon(JsonDamage damage) throws IOException {
    position += waiting.size() + 1;
    sink.quarantine(
        new Defect(
            position,
            damage.place().toString(),
            damage.kind(),
            damage.reason(),
            damage.remedy(),
            damage.original(),
            waiting.size() + 1L));
    return damage.recovered() || json.resynchronise();
  }

  private void quarantine(TextCursor.Place place, DefectKind kind, String cause, long records) {
    if (records > 0) {
      position += records;
      sink.quarantine(
          new Defect(
              position,
              place.toString(),
              kind,
              cause,
              "Save the answer of Loki's query_range as it is.",
              "",
              records));
    }
  }
}
