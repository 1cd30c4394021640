package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.series.HistogramSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads series of a Prometheus answer: {@code {"metric":{..},"values":[..],"histograms":[..]}}.
 *
 * <p>Samples are handed over while they are read. Only where a series' labels come behind its
 * samples are those of that one series held back.
 */
final class SeriesReader implements QueryAnswers.ElementReader {
  /** Where Prometheus refuses to answer with more points per series. */
  static final List<Long> POINTS_CAP = List.of(11_000L);

  private final StrictJson json;
  private final ExportSink sink;
  private final List<Long> caps;
  private final SampleCursor samples;
  private final HistogramCursor histograms;
  private final SampleBuffer waiting = new SampleBuffer();
  private final SampleBuffer together = new SampleBuffer();
  private final List<HistogramSample> waitingHistograms = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> unknown = new HashSet<>();
  private TextCursor.Place begin = new TextCursor.Place(1, 1);
  private @Nullable Map<String, String> labels;
  private @Nullable JsonDamage labelDamage;
  private long position;
  private long withoutLabels;

  SeriesReader(StrictJson json, ExportSink sink, SourceSettings settings) {
    this.json = json;
    this.sink = sink;
    this.caps = settings.rowCaps().isEmpty() ? POINTS_CAP : settings.rowCaps();
    this.samples = new SampleCursor(json);
    this.histograms = new HistogramCursor(json);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public boolean read() throws IOException {
    seen.clear();
    labels = null;
    labelDamage = null;
    withoutLabels = 0;
    json.peek();
    begin = json.text().place();
    try {
      members();
      finish();
      return true;
    } catch (JsonDamage damage) {
      return abandon(damage);
    }
  }

  private void members() throws IOException, JsonDamage {
    json.take('{');
    boolean more = !json.tryTake('}');
    while (more) {
      String name = json.name();
      if (!seen.add(name)) {
        repeated(name);
      } else {
        member(name);
      }
      more = json.another('}');
    }
  }

  private void member(String name) throws IOException, JsonDamage {
    switch (name) {
      case "metric" -> metric();
      case "values" -> list(name, this::run, samples::passToNextSample);
      case "value" -> sample();
      case "histograms" -> list(name, this::histogram, histograms::passToNextSample);
      case "histogram" -> histogram();
      default -> {
        json.value();
        if (unknown.add(name)) {
          sink.warn("The field " + name + " of the series at " + begin + " is not known.");
        }
      }
    }
  }

  private void metric() throws IOException, JsonDamage {
    JsonText text = json.value();
    try {
      labels = labels(text);
      waiting.drainTo(sink, labels);
      for (HistogramSample sample : waitingHistograms) {
        sink.histogram(labels, sample.epochMillis(), sample.histogram());
      }
      waitingHistograms.clear();
    } catch (JsonDamage damage) {
      labelDamage = damage;
    }
  }

  /** Reads an object whose values are all texts. */
  static Map<String, String> labels(JsonText text) throws JsonDamage {
    JsonNode node = text.node();
    if (!node.isObject()) {
      throw new JsonDamage(
          DefectKind.WRONG_TYPE, text.place(), "labels must be an object", text.text());
    }
    Map<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : node.properties()) {
      if (!label.getValue().isTextual()) {
        throw new JsonDamage(
            DefectKind.WRONG_TYPE,
            text.place(),
            "the label "
                + label.getKey()
                + " must be a text, found "
                + label.getValue().getNodeType(),
            text.text());
      }
      labels.put(label.getKey(), label.getValue().textValue());
    }
    return Collections.unmodifiableMap(labels);
  }

  private void list(String name, Element element, Passing passing) throws IOException, JsonDamage {
    if (json.peek() != '[') {
      JsonText text = json.value();
      position++;
      quarantine(
          text.place(), DefectKind.WRONG_TYPE, name + " must be a list of samples", text.text(), 1);
      return;
    }
    json.take('[');
    long before = position;
    boolean more = !json.tryTake(']');
    while (more) {
      element.read();
      more = another(passing);
    }
    long points = position - before;
    if (caps.contains(points)) {
      sink.warn(
          "The series at "
              + begin
              + " has exactly "
              + points
              + " points, which is where its source stops: it may be incomplete.");
    }
  }

  /** Most samples of most exports, together, and the one behind them. */
  private void run() throws IOException, JsonDamage {
    Map<String, String> known = labels;
    if (known != null) {
      samples.readRun(together);
      position += together.size();
      together.drainTo(sink, known);
    }
    sample();
  }

  private boolean another(Passing passing) throws IOException, JsonDamage {
    try {
      return json.peek() == '[' || json.another(']');
    } catch (JsonDamage damage) {
      passDamage(damage, passing);
      return json.peek() == '[' || json.another(']');
    }
  }

  private void sample() throws IOException, JsonDamage {
    try {
      samples.read();
    } catch (JsonDamage damage) {
      passDamage(damage, samples::passToNextSample);
      return;
    }
    position++;
    Map<String, String> known = labels;
    if (known != null) {
      sink.sample(known, samples.epochMillis(), samples.value());
    } else if (labelDamage == null) {
      waiting.add(samples.epochMillis(), samples.value());
    } else {
      withoutLabels++;
    }
  }

  private void histogram() throws IOException, JsonDamage {
    HistogramSample sample;
    try {
      sample = histograms.read();
    } catch (JsonDamage damage) {
      passDamage(damage, histograms::passToNextSample);
      return;
    }
    position++;
    Map<String, String> known = labels;
    if (known != null) {
      sink.histogram(known, sample.epochMillis(), sample.histogram());
    } else if (labelDamage == null) {
      waitingHistograms.add(sample);
    } else {
      withoutLabels++;
    }
  }

  private void passDamage(JsonDamage damage, Passing passing) throws IOException, JsonDamage {
    boolean passed =
        damage.recovered() || (damage.kind() != DefectKind.TRUNCATED && passing.toNextSample());
    if (!passed) {
      throw damage;
    }
    position++;
    sink.quarantine(damage.defect(position));
  }

  private void repeated(String name) throws IOException, JsonDamage {
    TextCursor.Place place = json.text().place();
    long held = count(json);
    position += held;
    quarantine(place, DefectKind.DUPLICATE_KEY, "the field " + name + " stands twice", "", held);
  }

  /** Passes over a value and counts the members of a list; anything else counts as one. */
  static long count(StrictJson json) throws IOException, JsonDamage {
    if (!json.tryTake('[')) {
      json.value();
      return 1;
    }
    long members = 0;
    boolean more = !json.tryTake(']');
    while (more) {
      json.value();
      members++;
      more = json.another(']');
    }
    return members;
  }

  private void finish() {
    long lost = forgetWaiting();
    JsonDamage damage = labelDamage;
    if (damage != null) {
      quarantine(
          damage.place(), damage.kind(), damage.reason(), damage.original(), Math.max(1, lost));
    } else if (labels == null) {
      quarantine(
          begin, DefectKind.MISSING_FIELD, "the series has no metric", "", Math.max(1, lost));
    } else if (seen.size() == 1) {
      position++;
      quarantine(
          begin, DefectKind.MISSING_FIELD, "the series has no values", String.valueOf(labels), 1);
    }
  }

  /** Lets go of samples that found no labels, and says how many they are. */
  private long forgetWaiting() {
    long lost = waiting.size() + waitingHistograms.size() + withoutLabels;
    waiting.clear();
    waitingHistograms.clear();
    return lost;
  }

  /** The rest of the series is one defect; reading goes on at the next series, if there is one. */
  private boolean abandon(JsonDamage damage) throws IOException {
    long lost = forgetWaiting() + 1;
    position++;
    sink.quarantine(
        new Defect(
            position,
            damage.place().toString(),
            damage.kind(),
            damage.reason(),
            damage.remedy(),
            damage.original(),
            lost));
    return damage.recovered() || json.resynchronise();
  }

  private void quarantine(
      TextCursor.Place place, DefectKind kind, String cause, String original, long records) {
    String remedy =
        switch (kind) {
          case DUPLICATE_KEY -> "Export again with a tool that writes every name once.";
          default -> "Save the answer of query_range or query as it is.";
        };
    if (records > 0) {
      sink.quarantine(
          new Defect(
              Math.max(1, position), place.toString(), kind, cause, remedy, original, records));
    }
  }

  /** Reads one element of a list. */
  @FunctionalInterface
  private interface Element {
    void read() throws IOException, JsonDamage;
  }

  /** Passes over damaged text to the next sample, if there is one. */
  @FunctionalInterface
  private interface Passing {
    boolean toNextSample() throws IOException;
  }
}
