package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloQueryTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: checkout}
      spec:
        service: checkout
        budgetingMethod: Occurrences
        timeWindow: [{duration: 28d, isRolling: true}]
        indicator:
          metadata: {name: sli}
          spec:
            thresholdMetric: {metricSource: {spec: {query: 'queue_length'}}}
        objectives:
          - {displayName: Short, op: lte, value: 100, target: 0.99}
          - {displayName: Bearable, op: lt, value: 1000, target: 0.999}
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      value = {
        "max_over_time(busy[5m]) | , from \"max_over_time(busy[5m])\" on"
            + " (functions and aggregations are not allowed)",
        "busy{job=\"a\"} - on (job, instance, zone, rack) idle | , from"
            + " \"- on (job, instance, zone, rack) idle\" on (operators are not allowed)",
        "sum(busy{job=\"a\"} offset 1234567890123456789012345678901234567890s) | , from"
            + " \"offset 123456789012345678901234567890123…\" on (offset and @ are not allowed)",
        "busy{job=\"a\" |  (',' or '}' must stand here, but the selector ends)"
      })
  @DisplayName("PromQL that only a server can evaluate is shown with place, part and remedy")
  void refusedQuery(String query, String part) throws IOException {
    SloFiles files = read(SLO.replace("queue_length", query));

    assertThat(files.problems()).isEmpty();
    assertThat(files.warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:11:54: No plain selector, nor the sum() of one"
                + (part.startsWith(",") ? "" : " ")
                + part
                + "; write live: true beside the query, and aftermath pull lets the server"
                + " evaluate it");
  }

  @Test
  @DisplayName("What is pulled live for slices of a minute is apart from what is for five")
  void pulledSteps() throws IOException {
    String live =
        SLO.replace("Occurrences", "RatioTimeslices")
            .replace("'queue_length'", "'max(queue_length)', live: true")
            .replace("value: 100,", "value: 100, timeSliceWindow: 1m,")
            .replace("value: 1000,", "value: 100, timeSliceWindow: 10m,");

    assertThat(read(live).definitionsOrThrow().get(0).objectives())
        .extracting(objective -> objective.indicator().series().get(0))
        .containsExactly(
            new SeriesQuery(
                null,
                LabelSelector.parse("aftermath:query:32afc7decec1a6f5:60s"),
                "max(queue_length)"),
            new SeriesQuery(
                null, LabelSelector.parse("aftermath:query:32afc7decec1a6f5"), "max(queue_length)"))
        .extracting(SeriesQuery::pullExpression)
        .first()
        .isEqualTo(
            "label_replace((max(queue_length)), \"__name__\","
                + " \"aftermath:query:32afc7decec1a6f5:60s\", \"\", \"\")");
  }

  private static SloFiles read(String text) throws IOException {
    return SloFiles.read("slo.yaml", new StringReader(text));
  }
}
