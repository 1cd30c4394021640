package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloFilesTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: checkout-availability
        displayName: Checkout
        labels:
          team: [pay, core]
          tier: gold
      spec:
        service: checkout
        indicator:
          metadata:
            name: answered
          spec:
            ratioMetric:
              counter: true
              bad:
                metricSource:
                  type: Prometheus
                  spec:
                    query: http_requests_total{code=~"5.."}
              total:
                metricSource:
                  type: Prometheus
                  spec:
                    query: sum(http_requests_total)
        timeWindow:
          - duration: 1M
            isRolling: false
            calendar:
              startTime: 2026-01-01 00:00:00
              timeZone: Europe/Berlin
        budgetingMethod: Timeslices
        objectives:
          - displayName: Good
            targetPercent: 99.5
            timeSliceTarget: 0.95
            timeSliceWindow: 5
      """;

  @Test
  @DisplayName("Every field of an SLO arrives")
  void everyFieldArrives() throws IOException {
    SloFiles files = read(SLO);

    assertThat(files.problems()).isEmpty();
    assertThat(files.validObjectCount()).isEqualTo(1);
    SloDefinition slo = files.definitionsOrThrow().get(0);
    assertThat(slo.name()).isEqualTo("checkout-availability");
    assertThat(slo.displayName()).isEqualTo("Checkout");
    assertThat(slo.service()).isEqualTo("checkout");
    assertThat(slo.labels())
        .containsEntry("team", List.of("core", "pay"))
        .containsEntry("tier", List.of("gold"));
    assertThat(slo.method()).isEqualTo(BudgetingMethod.TIMESLICES);
    assertThat(slo.objectives().get(0).indicator())
        .isEqualTo(
            new Indicator.Ratio(
                Indicator.Part.BAD,
                new SeriesQuery(null, LabelSelector.parse("http_requests_total{code=~\"5..\"}")),
                new SeriesQuery(null, LabelSelector.parse("http_requests_total")),
                Indicator.SampleMeaning.COUNTER));
    assertThat(slo.window())
        .isEqualTo(
            new CalendarWindow(
                Span.parse("1M"), LocalDateTime.of(2026, 1, 1, 0, 0), ZoneId.of("Europe/Berlin")));
    assertThat(slo.objectives()).hasSize(1);
    assertThat(slo.objectives().get(0).target()).isEqualByComparingTo("0.995");
    assertThat(slo.objectives().get(0).timeSliceTarget()).isEqualByComparingTo("0.95");
    assertThat(slo.objectives().get(0).timeSliceWindow()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: SLO | kind: SLOs | 2:7 | Unknown kind \"SLOs\"; did you mean \"SLO\"?",
        "openslo/v1 | openslo/v2 | 1:13 | Unknown apiVersion \"openslo/v2\" (allowed: openslo/v1)",
        "name: checkout-availability | name: Checkout! | 4:9 | did you mean \"checkout\"?",
        "service: checkout | servce: checkout | 10:3 | Unknown key \"servce\"; did you mean"
            + " \"service\"?",
        "service: checkout | description: none | 10:3 | Missing service: add it here",
        "tier: gold | tier: {a: b} | 8:11 | Invalid label tier",
        "bad: | worse: | 17:9 | Unknown key \"worse\"",
        "Timeslices | timeslice | 33:20 | Unknown budgetingMethod \"timeslice\"; did you mean"
            + " \"Timeslices\"?",
        "targetPercent: 99.5 | target: 99.5 | 36:15 | Invalid target: \"99.5\" (must be a number"
            + " from 0 to 1",
        "targetPercent: 99.5 | target: 1e-999999999 | 36:15 | must be a number from 0 to 1",
        "timeSliceTarget: 0.95 | timeSliceTarget: 0 | 37:24 | must be above 0 and at most 1",
        "timeSliceTarget: 0.95 | op: gt | 35:7 | Missing timeSliceTarget",
        "timeSliceWindow: 5 | timeSliceWindow: 5x | 38:24 | Invalid timeSliceWindow: \"5x\"",
        "duration: 1M | duration: 1m | 28:17 | a calendar window has whole days",
        "duration: 1M | duration: 30 | 28:17 | Invalid duration: \"30\"",
        "isRolling: false | isRolling: true | 31:9 | A rolling window has no calendar",
        "isRolling: false | isRolling: no | 29:18 | must be true or false",
        "Europe/Berlin | +01:00 | 32:19 | a zone of the IANA database",
        "2026-01-01 00:00:00 | 2026-02-30 00:00:00 | 31:20 | must be YYYY-MM-DD hh:mm:ss",
        "counter: true | raw: 1 | 18:11 | bad does not go with raw"
      })
  @DisplayName("A mistake is shown at its line and column, with what is allowed")
  void mistakesAreShownInPlace(String right, String wrong, String place, String message)
      throws IOException {
    SloFiles files = read(SLO.replace(right, wrong));

    assertThat(files.definitions()).isEmpty();
    assertThat(files.problems())
        .extracting(Problem::toString)
        .anySatisfy(
            problem ->
                assertThat(problem).startsWith("slo.yaml:" + place + ": ").contains(message));
  }

  @Test
  @DisplayName("All mistakes of all objects are shown at once, in the order of the file")
  void allAtOnce() throws IOException {
    SloFiles files =
        read(
            SLO.replace("service: checkout", "servce: checkout")
                + "---\napiVersion: openslo/v1\nkind: Service\nmetadata: {name: a b}\nspec: {}\n"
                + "---\napiVersion: openslo/v1\nkind: Service\nmetadata: {name: ok}\nspec: {}\n");

    assertThat(files.validObjectCount()).isEqualTo(1);
    assertThat(files.problems()).extracting(Problem::line).containsExactly(10, 42);
  }

  @Test
  @DisplayName("A reference finds its SLI in another file; a misspelt one is shown")
  void references(@TempDir Path folder) throws IOException {
    String own =
        """
        apiVersion: openslo/v1
        kind: SLI
        metadata: {name: answered}
        spec:
          ratioMetric:
            counter: true
            good: {metricSource: {metricSourceRef: main, spec: {query: good_total}}}
            total: {metricSource: {metricSourceRef: main, spec: {query: all_total}}}
        ---
        apiVersion: openslo/v1
        kind: DataSource
        metadata: {name: main}
        spec: {type: Prometheus, connectionDetails: {source: prometheus-eu}}
        """;
    String referring =
        SLO.substring(0, SLO.indexOf("  indicator:"))
            + "  indicatorRef: answered\n"
            + SLO.substring(SLO.indexOf("  timeWindow:"));
    Files.writeString(folder.resolve("a-slo.yaml"), referring);
    Files.createDirectory(folder.resolve("below"));
    Files.writeString(folder.resolve("below/sli.yml"), own);
    Files.writeString(folder.resolve("notes.txt"), "not YAML: [");

    SloFiles files = SloFiles.read(List.of(folder));

    assertThat(files.problems()).isEmpty();
    assertThat(files.validObjectCount()).isEqualTo(3);
    assertThat(
            ((Indicator.Ratio) files.definitions().get(0).objectives().get(0).indicator()).total())
        .isEqualTo(new SeriesQuery("prometheus-eu", LabelSelector.parse("all_total")));

    Files.writeString(
        folder.resolve("a-slo.yaml"), referring.replace("Ref: answered", "Ref: answred"));
    assertThat(SloFiles.read(List.of(folder)).problems())
        .extracting(Problem::message)
        .containsExactly("No SLI \"answred\"; did you mean \"answered\"? (allowed: answered)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "query: sum(http_requests_total) | query: rate(http_requests_total[5m]) | its query is no"
            + " plain selector",
        "counter: true | counter: | counter is missing",
        "type: Prometheus | type: Datadog | metric sources of type Datadog are not computed"
      })
  @DisplayName("A valid SLO that is not computed is listed with the reason")
  void notComputed(String right, String other, String reason) throws IOException {
    SloFiles files = read(SLO.replace(right, other));

    assertThat(files.problems()).isEmpty();
    assertThat(SloValidation.notComputed(files.definitions()))
        .singleElement()
        .asString()
        .startsWith("checkout-availability, objective Good: not computed")
        .contains(reason);
  }

  @Test
  @DisplayName("A second object of the same kind and name is refused with the place of the first")
  void duplicates() throws IOException {
    SloFiles files = read(SLO + "---\n" + SLO);

    assertThat(files.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:43:9: SLO \"checkout-availability\" is already defined at slo.yaml:1;"
                + " rename or remove one");
    assertThat(files.validObjectCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("Broken YAML, a missing file and an empty folder are problems, not crashes")
  void unreadable(@TempDir Path folder) throws IOException {
    assertThat(read("kind: [SLO\n").problems()).hasSize(1);
    assertThat(SloFiles.read(List.of(folder)).problems())
        .extracting(Problem::message)
        .containsExactly("There is no .yaml or .yml file in this folder; name another one");
    assertThat(SloFiles.read(List.of(folder.resolve("none.yaml"))).problems()).hasSize(1);
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, new byte[] {'a', ':', ' ', (byte) 0xE9, '\n'});
    assertThat(SloFiles.read(List.of(latin)).problems())
        .extracting(Problem::message)
        .containsExactly("This file is not UTF-8 text; save it as UTF-8");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: SLO | knd: SLO | Unknown key \"knd\"; did you mean \"kind\"?",
        "service: | servce: | Unknown key \"servce\"; did you mean \"service\"?",
        "indicator: | indicater: | Unknown key \"indicater\"; did you mean \"indicator\"?",
        "bad: | badd: | Unknown key \"badd\"; did you mean \"bad\"?",
        "total: | totl: | Unknown key \"totl\"; did you mean \"total\"?",
        "timeWindow: | timeWindows: | Unknown key \"timeWindows\"; did you mean \"timeWindow\"?",
        "isRolling: | isRoling: | Unknown key \"isRoling\"; did you mean \"isRolling\"?",
        "startTime: | starttime: | Unknown key \"starttime\"; did you mean \"startTime\"?",
        "objectives: | objective: | Unknown key \"objective\"; did you mean \"objectives\"?",
        "targetPercent: | targetPercnt: | Unknown key \"targetPercnt\"; did you mean",
        "timeSliceTarget: | timeSliceTaget: | Unknown key \"timeSliceTaget\"; did you mean"
      })
  @DisplayName("A misspelt key is one problem; the key that it was meant for is not missing too")
  void misspeltKeys(String right, String wrong, String message) throws IOException {
    assertThat(read(SLO.replace(right, wrong)).problems())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .startsWith(message);
  }

  @Test
  @DisplayName("An alert policy has exactly one condition and at least one target")
  void alertPolicies() throws IOException {
    SloFiles files =
        read(
            """
            apiVersion: openslo/v1
            kind: AlertPolicy
            metadata: {name: fast}
            spec:
              alertWhenBreaching: true
              conditions:
                - kind: AlertCondition
                  metadata: {name: burn}
                  spec:
                    severity: page
                    condition: {kind: burnrate, op: gte, threshold: 14.4, lookbackWindow: 1h}
              notificationTargets: []
            """);

    assertThat(files.problems())
        .extracting(Problem::toString)
        .containsExactly("slo.yaml:12:24: Missing notificationTargets: at least one is expected");
  }

  @Test
  @DisplayName("What an alert policy asks for and does not get is a warning")
  void passedOver() throws IOException {
    String policy =
        """
        apiVersion: openslo/v1
        kind: AlertPolicy
        metadata: {name: fast}
        spec:
          alertWhenNoData: true
          alertWhenResolved: true
          alertWhenBreaching: false
          conditions: [{conditionRef: burn}]
          notificationTargets: [{targetRef: pager}]
        """;

    assertThat(read(policy).warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:5:20: alertWhenNoData: true is passed over; without data there is no burn"
                + " rate to tell of",
            "slo.yaml:6:22: alertWhenResolved: true is passed over; the end of an alert is told,"
                + " never alerted",
            "slo.yaml:7:23: alertWhenBreaching: false is passed over; its rules fire all the same");
    assertThat(
            read(policy.replace("true", "-").replace("false", "true").replace("-", "false"))
                .warnings())
        .isEmpty();
  }

  private static SloFiles read(String text) throws IOException {
    return SloFiles.read("slo.yaml", new StringReader(text));
  }
}
