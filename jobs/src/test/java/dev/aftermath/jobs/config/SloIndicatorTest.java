package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.IncidentQuery;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.LogQuery;
import dev.aftermath.jobs.domain.slo.LogQuery.LineFilter;
import dev.aftermath.jobs.domain.slo.NoticeQuery;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloIndicatorTest {
  private static final String HEAD =
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
      """;
  private static final String PLAIN = "  objectives: [{target: 0.99}]\n";
  private static final String PROBE =
      """
            ratioMetric:
              raw: {metricSource: {spec: {query: 'probe_success{job="web"}'}}}
              rawType: success
      """;
  private static final String QUEUE =
      """
            thresholdMetric: {metricSource: {spec: {query: 'queue_length'}}}
        objectives:
          - {displayName: Short, op: lte, value: 100, target: 0.99}
          - {displayName: Bearable, op: lt, value: 1000, target: 0.999}
      """;
  private static final String LATENCY =
      """
            thresholdMetric: {metricSource: {spec: {query: 'sum(request_seconds_bucket{job="web"})'}}}
        objectives:
          - {op: lte, value: 0.25, target: 0.99}
      """;
  private static final String LOGS =
      """
            ratioMetric:
              bad:
                metricSource:
                  type: loki
                  spec: {query: 'sum(count_over_time({app="api"} |= "level=error" !~ `time ?out` [5m]))'}
              total:
                metricSource:
                  type: Loki
                  spec: {query: '{app="api"}'}
      """;
  private static final String INCIDENTS =
      """
            ratioMetric:
              counter: false
              bad:
                metricSource:
                  type: Incidents
                  spec: {service: checkout, priorities: [P1, P2], impacts: [High]}
              total: {metricSource: {type: Incidents, spec: {}}}
      """;

  private static final String NOTICES =
      """
            ratioMetric:
              counter: false
              bad:
                metricSource:
                  type: StatusPage
                  spec: {components: [API, Web shop], impacts: [major, critical]}
              total: {metricSource: {type: StatusPage, spec: {}}}
      """;

  @Test
  @DisplayName("A raw ratio is read with what its type says of it")
  void rawRatio() throws IOException {
    SeriesQuery probe = series("probe_success{job=\"web\"}");

    assertThat(only(HEAD + PROBE + PLAIN))
        .isEqualTo(new Indicator.RawRatio(probe, Indicator.Part.GOOD));
    assertThat(only(HEAD + PROBE.replace("rawType: success", "rawType: failure") + PLAIN))
        .isEqualTo(new Indicator.RawRatio(probe, Indicator.Part.BAD));
  }

  @Test
  @DisplayName("Each objective of a threshold compares with its own operator and value")
  void thresholds() throws IOException {
    assertThat(one(HEAD + QUEUE).objectives())
        .extracting(Objective::indicator)
        .containsExactly(
            new Indicator.Threshold(
                series("queue_length"), Indicator.Comparison.LTE, new BigDecimal("100")),
            new Indicator.Threshold(
                series("queue_length"), Indicator.Comparison.LT, new BigDecimal("1000")));
  }

  @Test
  @DisplayName("A threshold over buckets is a latency; a sum of them is the same")
  void latency() throws IOException {
    assertThat(only(HEAD + LATENCY))
        .isEqualTo(
            new Indicator.Latency(
                series("request_seconds_bucket{job=\"web\"}"),
                new BigDecimal("0.25"),
                Indicator.InexactBucket.REFUSE));
  }

  @Test
  @DisplayName("A metric source says that its histograms are native, and that buckets bound")
  void histograms() throws IOException {
    String query = "query: 'sum(request_seconds_bucket{job=\"web\"})'";
    String latency = HEAD + LATENCY;
    assertThat(latency).contains(query);

    assertThat(only(latency.replace(query, query + ", inexactBucket: bound")))
        .isEqualTo(
            new Indicator.Latency(
                series("request_seconds_bucket{job=\"web\"}"),
                new BigDecimal("0.25"),
                Indicator.InexactBucket.BOUND));
    assertThat(
            only(
                latency.replace(
                    query, "histogram: native, inexactBucket: bound, query: request_seconds")))
        .isEqualTo(
            new Indicator.NativeLatency(
                series("request_seconds"), new BigDecimal("0.25"), Indicator.InexactBucket.BOUND));
  }

  @Test
  @DisplayName("Words for histograms are refused where there are none, and misspelt ones")
  void histogramWords() throws IOException {
    String query = "query: 'sum(request_seconds_bucket{job=\"web\"})'";

    assertThat(read(HEAD + LATENCY.replace(query, query + ", inexactBucket: bounds")).problems())
        .singleElement()
        .asString()
        .endsWith(
            "Unknown inexactBucket \"bounds\"; did you mean \"bound\"? (allowed: bound, refuse)");
    assertThat(
            read(HEAD + LATENCY.replace(query, "inexactBucket: bound, query: request_seconds"))
                .problems())
        .singleElement()
        .asString()
        .contains("histogram and inexactBucket say nothing here", "does not end in _bucket");
    assertThat(
            read(HEAD + PROBE.replace("query: 'probe", "histogram: native, query: 'probe") + PLAIN)
                .problems())
        .singleElement()
        .asString()
        .contains("only a thresholdMetric reads histograms");
  }

  @Test
  @DisplayName("A ratio of log lines keeps its stream selector and line filters")
  void logs() throws IOException {
    LabelSelector api = LabelSelector.parse("{app=\"api\"}");

    assertThat(only(HEAD + LOGS + PLAIN))
        .isEqualTo(
            new Indicator.LogRatio(
                Indicator.Part.BAD,
                new LogQuery(
                    null,
                    api,
                    List.of(
                        new LineFilter(LineFilter.Kind.CONTAINS, "level=error"),
                        new LineFilter(LineFilter.Kind.MATCHES_NOT, "time ?out"))),
                new LogQuery(null, api, List.of())));
  }

  @Test
  @DisplayName("Incidents are chosen by service, priority and impact")
  void incidents() throws IOException {
    assertThat(only(HEAD + INCIDENTS + PLAIN))
        .isEqualTo(
            new Indicator.IncidentTime(
                new IncidentQuery("checkout", List.of("P1", "P2"), List.of("High"))));
  }

  @Test
  @DisplayName("The objectives of a composite have indicators and weights of their own")
  void composite() throws IOException {
    SloDefinition slo =
        one(
            HEAD.substring(0, HEAD.indexOf("  indicator:"))
                + """
                  objectives:
                    - target: 0.99
                      compositeWeight: 3
                      indicator:
                        metadata: {name: probe}
                        spec:
                          ratioMetric:
                            raw: {metricSource: {spec: {query: up}}}
                            rawType: success
                    - target: 0.995
                      indicator:
                        metadata: {name: queue}
                        spec: {thresholdMetric: {metricSource: {spec: {query: queue_length}}}}
                      op: lt
                      value: 5
                """);

    assertThat(slo.kind()).isEqualTo(SloDefinition.Kind.COMPOSITE);
    assertThat(slo.objectives())
        .extracting(Objective::indicator)
        .containsExactly(
            new Indicator.RawRatio(series("up"), Indicator.Part.GOOD),
            new Indicator.Threshold(
                series("queue_length"), Indicator.Comparison.LT, new BigDecimal("5")));
    assertThat(slo.objectives())
        .extracting(Objective::weight)
        .containsExactly(new BigDecimal("3"), BigDecimal.ONE);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      value = {
        "probe | probe_success{job=\"web\"} | sum(probe_success) | a sum() of ratios is no ratio",
        "queue | queue_length | max_over_time(queue_length[5m]) | no plain selector",
        "queue | queue_length | sum(queue_length) | each sample is compared",
        "logs | [5m] |  | count_over_time needs a range",
        "logs | `time ?out` | `(?=x)` | what RE2 does not know",
        "logs | !~ `time ?out` | -- json | only the line filters",
        "logs | '{app=\"api\"}' | 'rate({app=\"api\"}[5m])' | only a stream selector",
        "logs | type: Loki | type: Prometheus | counter is missing",
        "logs | type: Loki | type: CloudWatch | total: metric sources of type CloudWatch"
      })
  @DisplayName("What is valid and cannot be computed says why")
  void notComputed(String kind, String right, String other, String reason) throws IOException {
    String text =
        switch (kind) {
          case "probe" -> PROBE + PLAIN;
          case "queue" -> QUEUE;
          default -> LOGS + PLAIN;
        };
    String changed = text.replace(right, other == null ? "" : other.replace("--", "|"));
    SloFiles files = read(HEAD + changed);

    assertThat(files.problems()).isEmpty();
    assertThat(SloValidation.notComputed(files.definitions())).isNotEmpty();
    assertThat(SloValidation.notComputed(files.definitions()).get(0)).contains(reason);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      value = {
        "op: lte, value: 0.25 | op: lt, value: 0.25 | 13:12 | Invalid op \"lt\": buckets of a"
            + " histogram are inclusive",
        "{job=\"web\"} | {le=\"0.3\"} | 11:54 | remove the matcher on le",
        "op: lte, value: 0.25, | op: lte, | 13:7 | Missing value: a threshold needs one",
        "op: lte, value: 0.25, | value: 0.25, | 13:7 | Missing op: a threshold needs one of",
        "value: 0.25 | value: fast | 13:24 | Invalid value: \"fast\" (must be a number)",
        "op: lte | op: ltee | 13:12 | Unknown op \"ltee\"; did you mean \"lte\"?"
      })
  @DisplayName("What is wrong with a threshold is shown at its line and column")
  void wrongThresholds(String right, String wrong, String place, String message)
      throws IOException {
    assertThat(read(HEAD + LATENCY.replace(right, wrong)).problems())
        .extracting(Problem::toString)
        .anySatisfy(
            problem -> assertThat(problem).startsWith("slo.yaml:" + place).contains(message));
  }

  @Test
  @DisplayName("Incidents cannot be good, and the total of them is all time")
  void wrongIncidents() throws IOException {
    assertThat(read(HEAD + INCIDENTS.replace("bad:", "good:") + PLAIN).problems())
        .extracting(Problem::toString)
        .containsExactly("slo.yaml:16:19: Incidents make time bad; write them under bad, not good");
    assertThat(read(HEAD + INCIDENTS.replace("spec: {}", "spec: {service: x}") + PLAIN).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:17:55: The total of Incidents is all time; leave its spec empty: spec: {}");
    assertThat(read(HEAD + INCIDENTS.replace("impacts:", "impact:") + PLAIN).problems())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .contains("Unknown key \"impact\"; did you mean \"impacts\"?");
  }

  @Test
  @DisplayName("Incidents are grouped by the labels that they have, and by no other")
  void groupedIncidents() throws IOException {
    String grouped =
        HEAD.replace("checkout}", "checkout, annotations: {aftermath/group-by: LABEL}}");
    assertThat(one(grouped.replace("LABEL", "tenant") + INCIDENTS + PLAIN).grouping().labels())
        .containsExactly("tenant");
    assertThat(read(grouped.replace("LABEL", "tenants") + INCIDENTS + PLAIN).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:3:62: Incidents cannot be grouped by \"tenants\"; did you mean \"tenant\"?"
                + " (allowed: impact, priority, service, team, tenant)");
  }

  @Test
  @DisplayName(
      "Notices are chosen by the page's source, components and impacts; planned work never")
  void notices() throws IOException {
    assertThat(only(HEAD + NOTICES + PLAIN))
        .isEqualTo(
            new Indicator.NoticeTime(
                new NoticeQuery(null, List.of("API", "Web shop"), List.of("major", "critical"))));
    String anyOfPage =
        HEAD
            + NOTICES
                .replace("type: StatusPage", "metricSourceRef: page")
                .replace("components: [API, Web shop], impacts: [major, critical]", "")
            + PLAIN
            + """
            ---
            apiVersion: openslo/v1
            kind: DataSource
            metadata: {name: page}
            spec: {type: StatusPage, connectionDetails: {source: statuspage}}
            """;
    assertThat(only(anyOfPage))
        .isEqualTo(
            new Indicator.NoticeTime(
                new NoticeQuery("statuspage", List.of(), List.of("minor", "major", "critical"))));
    assertThat(read(HEAD + NOTICES.replace("critical", "maintenance") + PLAIN).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:16:58: Unknown impact \"maintenance\" (allowed: critical, major, minor);"
                + " planned work and mere information never make time bad");
    assertThat(read(HEAD + NOTICES.replace("bad:", "good:") + PLAIN).problems())
        .extracting(Problem::toString)
        .containsExactly("slo.yaml:16:19: Notices make time bad; write them under bad, not good");
    assertThat(
            read(HEAD.replace("checkout}", "checkout, annotations: {aftermath/group-by: team}}")
                    + NOTICES
                    + PLAIN)
                .problems())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:3:62: Notices cannot be grouped by \"team\" (allowed: component, source)");
  }

  private static SeriesQuery series(String selector) {
    return new SeriesQuery(null, LabelSelector.parse(selector));
  }

  private static Indicator only(String text) throws IOException {
    return one(text).objectives().get(0).indicator();
  }

  private static SloDefinition one(String text) throws IOException {
    return read(text).definitionsOrThrow().get(0);
  }

  private static SloFiles read(String text) throws IOException {
    return SloFiles.read("slo.yaml", new StringReader(text));
  }
}
