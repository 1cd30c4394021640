package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloImportTest {
  private static final String SLOTH =
      """
      version: "prometheus/v1"
      service: "checkout"
      labels:
        owner: "payments"
      slos:
        - name: "answered"
          objective: 99.9
          description: "Answered without an error of ours."
          sli:
            events:
              error_query: sum(rate(requests_total{code=~"5.."}[{{.window}}])) OR on() vector(0)
              total_query: |
                sum(
                  rate(requests_total[{{.window}}])
                )
          alerting: {name: Checkout}
      """;
  private static final String PYRRA =
      """
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata:
        name: checkout-errors
        namespace: shop
        labels: {service: checkout, pyrra.dev/team: payments}
      spec:
        target: "99.5"
        window: 4w
        indicator:
          ratio:
            errors: {metric: 'requests_total{code=~"5.."}'}
            total: {metric: requests_total}
            grouping: [tenant, region]
      """;
  private static final String GENERATOR =
      """
      apiVersion: sre.google.com/v2
      kind: ServiceLevelObjective
      metadata:
        name: checkout-web-latency
        labels: {service_name: checkout, feature_name: web, slo_name: latency}
      spec:
        description: 99% of requests take at most 250 ms
        backend: prometheus
        method: distribution_cut
        exporters: [bigquery]
        service_level_indicator:
          expression: request_seconds_bucket{handler="/pay"}
          threshold_bucket: 0.25
        goal: 0.99
      """;

  @Test
  @DisplayName("An SLO of Sloth loses its wrappers and keeps its meaning")
  void sloth() throws IOException {
    SloImport imported = read(SLOTH);
    SloDefinition slo = definition(imported);

    assertThat(imported.problems()).isEmpty();
    assertThat(slo.name()).isEqualTo("checkout-answered");
    assertThat(slo.service()).isEqualTo("checkout");
    assertThat(slo.labels()).containsOnlyKeys("owner");
    assertThat(slo.window()).isEqualTo(new RollingWindow(Span.parse("30d")));
    assertThat(slo.objectives().get(0).target()).isEqualByComparingTo("0.999");
    assertThat(slo.objectives().get(0).indicator())
        .isEqualTo(counters(Indicator.Part.BAD, "requests_total{code=~\"5..\"}", "requests_total"));
    assertThat(imported.notes()).extracting(Problem::line).containsExactly(6, 16);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      value = {
        "a_total{x=\"(\"} | a_total{x=\"(\"}",
        "increase(a_total[1h]) | a_total",
        "(sum(irate(a_total{b=\"c\"}[{{.window}}]))) | a_total{b=\"c\"}",
        "sum(rate(a_total[window])) or vector(0) | a_total"
      })
  @DisplayName("Functions that only count are taken off")
  void counted(String expression, String selector) {
    assertThat(PromExpression.counter(expression)).contains(selector);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      value = {
        "sum by (job) (rate(a_total[5m]))",
        "sum(rate(a_total[5m])) + sum(rate(b_total[5m]))",
        "sum_over_time(a[5m])",
        "rate(a_total[5m] offset 1h)",
        "count(a < 0.5)",
        "sum(a) * 2",
        "histogram_quantile(0.9, a_bucket)"
      })
  @DisplayName("Nothing else is taken off")
  void notCounted(String expression) {
    assertThat(PromExpression.counter(expression)).isEmpty();
  }

  @Test
  @DisplayName("Total less good is a ratio of good")
  void slothLatency() throws IOException {
    SloImport imported =
        read(
            SLOTH
                .replace(
                    "sum(rate(requests_total{code=~\"5..\"}[{{.window}}])) OR on() vector(0)",
                    "(sum(rate(seconds_count[{{.window}}]))"
                        + " - sum(rate(seconds_bucket{le=\"0.4\"}[{{.window}}])))")
                .replace("rate(requests_total[", "rate(seconds_count["));

    assertThat(definition(imported).objectives().get(0).indicator())
        .isEqualTo(counters(Indicator.Part.GOOD, "seconds_bucket{le=\"0.4\"}", "seconds_count"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      value = {
        "1 - (sum(sum_over_time(quality[{{.window}}])) / sum(count_over_time(quality[{{.window}}])))"
            + " | GOOD",
        "sum_over_time(quality[{{.window}}]) / count_over_time(quality[{{.window}}]) | BAD",
        "quality | BAD"
      })
  @DisplayName("A raw ratio that is the mean of a gauge is computed from its samples")
  void slothRaw(String query, Indicator.Part part) throws IOException {
    SloImport imported =
        read(
            SLOTH.replaceAll(
                "(?s)      events:.*    alerting",
                "      raw: {error_ratio_query: '"
                    + query.replace("$", "\\$")
                    + "'}\n    alerting"));

    assertThat(definition(imported).objectives().get(0).indicator())
        .isEqualTo(new Indicator.RawRatio(series("quality"), part));
  }

  @Test
  @DisplayName("PromQL that does more is kept, with a note at its place")
  void kept() throws IOException {
    SloImport imported =
        read(
            SLOTH.replace(
                "sum(rate(requests_total{code=~\"5..\"}[{{.window}}])) OR on() vector(0)",
                "count_over_time((up < 1)[{{.window}}:])"));

    assertThat(definition(imported).objectives().get(0).indicator())
        .isInstanceOf(Indicator.NotComputed.class);
    assertThat(imported.slos().get(0).yaml()).contains("count_over_time((up < 1)[5m:])");
    assertThat(imported.notes())
        .extracting(Problem::toString)
        .anySatisfy(
            note ->
                assertThat(note)
                    .startsWith("slo.yaml:11:22: This PromQL is more than the increase"));
  }

  @Test
  @DisplayName("Sloth's Kubernetes object says the same in camel case")
  void slothKubernetes() throws IOException {
    String object =
        "apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata: {name: x}\nspec:\n"
            + SLOTH
                .replace("version: \"prometheus/v1\"\n", "")
                .replace("error_query", "errorQuery")
                .replace("total_query", "totalQuery")
                .indent(2);

    assertThat(definition(read(object)).digest()).isEqualTo(definition(read(SLOTH)).digest());
  }

  @Test
  @DisplayName("An SLO of Pyrra keeps its grouping; labels with a prefix become annotations")
  void pyrra() throws IOException {
    SloImport imported = read(PYRRA);
    SloDefinition slo = definition(imported);

    assertThat(imported.problems()).isEmpty();
    assertThat(slo.service()).isEqualTo("checkout");
    assertThat(slo.window()).isEqualTo(new RollingWindow(Span.parse("28d")));
    assertThat(slo.grouping().labels()).containsExactly("tenant", "region");
    assertThat(slo.objectives().get(0).target()).isEqualByComparingTo("0.995");
    assertThat(slo.objectives().get(0).indicator())
        .isEqualTo(counters(Indicator.Part.BAD, "requests_total{code=~\"5..\"}", "requests_total"));
    assertThat(imported.slos().get(0).yaml()).contains("pyrra.dev/team: payments");
    assertThat(imported.notes())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:5:3: namespace has no place in OpenSLO v1 and is not carried over");
  }

  @Test
  @DisplayName("Latencies of Pyrra, of native histograms too, and its probes are taken")
  void pyrraKinds() throws IOException {
    String start = PYRRA.substring(0, PYRRA.indexOf("    ratio:"));
    String latency =
        """
            latency:
              success: {metric: 'seconds_bucket{le="0.5"}'}
              total: {metric: seconds_count}
        """;
    String gauge = "    bool_gauge: {metric: 'up{job=\"web\"}'}\n";
    String histogram = "    latencyNative: {total: {metric: seconds}, latency: 200ms}\n";

    assertThat(definition(read(start + latency)).objectives().get(0).indicator())
        .isEqualTo(counters(Indicator.Part.GOOD, "seconds_bucket{le=\"0.5\"}", "seconds_count"));
    assertThat(definition(read(start + gauge)).objectives().get(0).indicator())
        .isEqualTo(new Indicator.RawRatio(series("up{job=\"web\"}"), Indicator.Part.GOOD));
    assertThat(definition(read(start + histogram)).objectives().get(0).indicator())
        .isEqualTo(
            new Indicator.NativeLatency(
                series("seconds"), new BigDecimal("0.2"), Indicator.InexactBucket.BOUND));
    assertThat(read(start + latency.replace("le=\"0.5\"", "")).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:12:25: Invalid metric: it needs a matcher on le, such as le=\"0.5\"");
  }

  @Test
  @DisplayName("A distribution cut of slo-generator is a latency")
  void generator() throws IOException {
    SloImport imported = read(GENERATOR);
    SloDefinition slo = definition(imported);

    assertThat(imported.problems()).isEmpty();
    assertThat(slo.service()).isEqualTo("checkout");
    assertThat(slo.objectives().get(0).target()).isEqualByComparingTo("0.99");
    assertThat(slo.objectives().get(0).indicator())
        .isEqualTo(
            new Indicator.Latency(
                series("request_seconds_bucket{handler=\"/pay\"}"),
                new BigDecimal("0.25"),
                Indicator.InexactBucket.REFUSE));
    assertThat(imported.notes()).extracting(Problem::line).containsExactly(10, 4);
  }

  @Test
  @DisplayName("Ratios and quotients of slo-generator are ratios, in either version of its files")
  void generatorRatios() throws IOException {
    String filters =
        """
        good_bad_ratio
          service_level_indicator:
            filter_good: requests_total{code!~"5.."}[window]
            filter_valid: requests_total
          goal: 0.99
        """;
    String old =
        """
        service_name: checkout
        feature_name: web
        slo_name: answered
        slo_target: 0.99
        backend:
          class: Prometheus
          method: query_sli
          measurement:
            expression: >
              increase(seconds_bucket{le="0.25"}[window]) / ignoring (le) increase(seconds_count[window])
        """;

    assertThat(
            definition(read(GENERATOR.replaceAll("(?s)distribution_cut.*", filters)))
                .objectives()
                .get(0)
                .indicator())
        .isEqualTo(
            counters(Indicator.Part.GOOD, "requests_total{code!~\"5..\"}", "requests_total"));
    assertThat(definition(read(old)).name()).isEqualTo("checkout-web-answered");
    assertThat(definition(read(old)).objectives().get(0).indicator())
        .isEqualTo(counters(Indicator.Part.GOOD, "seconds_bucket{le=\"0.25\"}", "seconds_count"));
  }

  @ParameterizedTest(name = "{1} to {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      value = {
        "sloth | prometheus/v1 | prometheus/v2 | 1:10 | Unknown version \"prometheus/v2\"",
        "sloth | \"checkout\" | \"\" | 2:10 | Missing service: it is empty",
        "sloth | objective: 99.9 | objective: 101 | 7:16 | must be above 0 and at most 100",
        "sloth | objective: 99.9 | target: 99 | 6:5 | Missing objective: add it here",
        "sloth | total_query | totals | 11:9 | Missing total_query",
        "sloth | events: | plugin: | 10:7 | The SLI is code of a plugin",
        "pyrra | window: 4w | window: 4 weeks | 9:11 | must be a duration such as 28d",
        "pyrra | target: \"99.5\" | target: \"100.5\" | 8:11 | must be a percentage from 0 to 100",
        "pyrra | errors: | error: | 12:7 | Missing errors: add it here",
        "generator | goal: 0.99 | goal: 99 | 14:9 | must be a number from 0 to 1",
        "generator | threshold_bucket: 0.25 | threshold_bucket: fast | 13:23 | must be a number",
        "generator | backend: prometheus | backend: datadog | 12:5 | cannot be written in OpenSLO"
      })
  @DisplayName("What cannot be turned is shown at its line and column")
  void problems(String format, String right, String wrong, String place, String message)
      throws IOException {
    String text =
        switch (format) {
          case "sloth" -> SLOTH;
          case "pyrra" -> PYRRA;
          default -> GENERATOR;
        };
    assertThat(read(text.replace(right, wrong)).problems())
        .extracting(Problem::toString)
        .anySatisfy(
            problem ->
                assertThat(problem).startsWith("slo.yaml:" + place + ": ").contains(message));
  }

  @Test
  @DisplayName("A broken SLO does not stop its neighbours, and a foreign document is named as such")
  void neighbours() throws IOException {
    SloImport imported =
        read(SLOTH.replace("99.9", "0") + "---\n" + PYRRA + "---\nkind: Deployment\n");

    assertThat(imported.slos())
        .extracting(SloImport.ImportedSlo::name)
        .containsExactly("checkout-errors");
    assertThat(imported.problems()).extracting(Problem::line).containsExactly(7, 33);
  }

  private static Indicator counters(Indicator.Part part, String counted, String total) {
    return new Indicator.Ratio(
        part, series(counted), series(total), Indicator.SampleMeaning.COUNTER);
  }

  private static SeriesQuery series(String selector) {
    return new SeriesQuery(null, LabelSelector.parse(selector));
  }

  private static SloDefinition definition(SloImport imported) throws IOException {
    return SloFiles.read("made.yaml", new StringReader(imported.slos().get(0).yaml()))
        .definitionsOrThrow()
        .get(0);
  }

  private static SloImport read(String text) throws IOException {
    return SloImport.read("slo.yaml", new StringReader(text), null);
  }
}
