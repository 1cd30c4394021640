package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.series.NativeHistogram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads native histograms of a Prometheus answer: {@code [1435781430.781,{"count":"3","sum":"0.9",
 * "buckets":[[0,"0.25","0.5","3"]]}]}, each bucket with its rule, bounds and count. Buckets that
 * hold nothing are left out.
 */
final class HistogramCursor {
  private static final int MOST_RULE = 3;
  private static final int LONGEST_REST = 64 * 1024;
  private static final Pattern BEFORE_HISTOGRAM = Pattern.compile("\\[[^\\[\\]{}\",]+,\\s*$");

  private final StrictJson json;

  HistogramCursor(StrictJson json) {
    this.json = json;
  }

  /**
   * Reads the next sample.
   *
   * @throws JsonDamage when it is none; {@link JsonDamage#recovered} tells whether the text then
   *     stands behind it
   */
  HistogramSample read() throws IOException, JsonDamage {
    JsonText text = json.value();
    try {
      return sample(text.node(), text);
    } catch (JsonDamage damage) {
      throw new JsonDamage(damage.kind(), damage.place(), damage.reason(), damage.original(), true);
    }
  }

  /**
   * After damage: passes over what is left of the sample to the next one of the same series.
   *
   * @return whether there is one
   */
  boolean passToNextSample() throws IOException {
    TextCursor text = json.text();
    int seen = text.ensure(LONGEST_REST);
    for (int i = 0; i < seen; i++) {
      if (text.ahead(i) == '{') {
        var before = BEFORE_HISTOGRAM.matcher(text.textAhead(0, i));
        boolean isSample = before.find();
        if (isSample) {
          text.skip(before.start());
        }
        return isSample;
      }
    }
    return false;
  }

  private static HistogramSample sample(JsonNode sample, JsonText text) throws JsonDamage {
    if (!sample.isArray() || sample.size() != 2) {
      throw wrong(text, "a histogram sample must be a list of a time and a histogram");
    }
    JsonNode time = sample.get(0);
    OptionalLong millis =
        time.isNumber() ? SampleValues.millis(time.asText()) : OptionalLong.empty();
    if (millis.isEmpty() || !SampleValues.inRange(millis.getAsLong())) {
      throw new JsonDamage(
          DefectKind.TIME_OUT_OF_RANGE,
          text.place(),
          "the time " + time.asText() + " is not in seconds between 1970 and 2100",
          text.text());
    }
    NativeHistogram histogram = histogram(sample.get(1), text);
    String contradiction = histogram.contradiction();
    if (contradiction != null) {
      throw new JsonDamage(DefectKind.CONTRADICTION, text.place(), contradiction, text.text());
    }
    return new HistogramSample(millis.getAsLong(), histogram);
  }

  private static NativeHistogram histogram(JsonNode node, JsonText text) throws JsonDamage {
    if (!node.isObject()) {
      throw wrong(text, "a histogram must be an object, found " + node.getNodeType());
    }
    double count = amount(node.path("count"), "count", text);
    double sum = number(node.path("sum"), "sum", text);
    JsonNode listed = node.path("buckets");
    if (!listed.isMissingNode() && !listed.isArray()) {
      throw wrong(text, "buckets must be a list, found " + listed.getNodeType());
    }
    List<NativeHistogram.Bucket> buckets = new ArrayList<>();
    for (JsonNode each : listed) {
      NativeHistogram.Bucket bucket = bucket(each, text);
      if (bucket.count() > 0) {
        buckets.add(bucket);
      }
    }
    buckets.sort(Comparator.comparingDouble(NativeHistogram.Bucket::first));
    for (int i = 1; i < buckets.size(); i++) {
      if (buckets.get(i).first() < buckets.get(i - 1).end()) {
        throw wrong(
            text,
            "the buckets up to "
                + buckets.get(i - 1).upper()
                + " and from "
                + buckets.get(i).lower()
                + " lie over each other");
      }
    }
    return new NativeHistogram(count, sum, buckets);
  }

  private static NativeHistogram.Bucket bucket(JsonNode bucket, JsonText text) throws JsonDamage {
    if (!bucket.isArray() || bucket.size() != 4 || !bucket.get(0).isInt()) {
      throw wrong(text, "a bucket must be a rule, two bounds and a count, found " + bucket);
    }
    int rule = bucket.get(0).intValue();
    if (rule < 0 || rule > MOST_RULE) {
      throw wrong(text, "the rule of a bucket must be 0, 1, 2 or 3, found " + bucket);
    }
    double lower = number(bucket.get(1), "lower bound", text);
    double upper = number(bucket.get(2), "upper bound", text);
    double count = amount(bucket.get(3), "count of a bucket", text);
    NativeHistogram.Bucket read = new NativeHistogram.Bucket(rule, lower, upper, count);
    if (!(lower <= upper && read.first() < read.end())) {
      throw wrong(text, "the bounds of a bucket must ascend, found " + bucket);
    }
    return read;
  }

  private static double amount(JsonNode node, String name, JsonText text) throws JsonDamage {
    double amount = number(node, name, text);
    if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
      throw wrong(text, "the " + name + " must be 0 or more, found " + node);
    }
    return amount;
  }

  private static double number(JsonNode node, String name, JsonText text) throws JsonDamage {
    OptionalDouble number =
        node.isTextual() ? SampleValues.value(node.textValue()) : OptionalDouble.empty();
    return number.orElseThrow(
        () ->
            node.isMissingNode()
                ? new JsonDamage(
                    DefectKind.MISSING_FIELD,
                    text.place(),
                    "the histogram has no " + name,
                    text.text())
                : wrong(text, "the " + name + " must be a number in quotes, found " + node));
  }

  private static JsonDamage wrong(JsonText text, String cause) {
    return new JsonDamage(DefectKind.WRONG_TYPE, text.place(), cause, text.text());
  }
}
