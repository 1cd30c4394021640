package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of invalid file that the specification and its tools know, at its place. */
class SloValidationTest {
  private static final String OBJECTS =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: checkout
        displayName: Checkout
        labels: {team: payments}
        annotations: {example.org/owner: payments}
      spec:
        description: Orders are taken
        service: checkout
        indicatorRef: answered
        timeWindow:
          - duration: 4w
            isRolling: true
        budgetingMethod: Timeslices
        objectives:
          - target: 0.99
            timeSliceTarget: 0.9
            timeSliceWindow: 5m
            compositeWeight: 2
      ---
      apiVersion: openslo/v1
      kind: SLI
      metadata: {name: answered}
      spec:
        ratioMetric:
          counter: true
          good: {metricSource: {metricSourceRef: main, spec: {query: good_total}}}
          total: {metricSource: {type: Prometheus, spec: {query: all_total}}}
      ---
      apiVersion: openslo/v1
      kind: DataSource
      metadata: {name: main}
      spec:
        type: Prometheus
        connectionDetails: [{url: http://prometheus.example.org}]
      ---
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: checkout}
      spec: {description: The till}
      """;

  @Test
  @DisplayName("The sound file has no problem and no warning")
  void sound() throws IOException {
    SloFiles files = read(OBJECTS, Reading.STRICT);

    assertThat(files.problems()).isEmpty();
    assertThat(files.warnings()).isEmpty();
    assertThat(files.validObjectCount()).isEqualTo(4);
    assertThat(SloValidation.notComputed(files.definitions())).isEmpty();
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'apiVersion: openslo/v1\nkind: SLO' | 'kind: SLO' | 1:1 | Missing apiVersion",
        "'kind: SLO\n' | 'kind: Slo\n' | 2:7 | Unknown kind \"Slo\"; did you mean \"SLO\"?",
        "'{name: answered}' | '{name: answered, id: 1}' | 24:28 | Unknown key \"id\"",
        "'{name: answered}' | 'answered' | 24:11 | Invalid metadata: keys and values",
        "'team: payments' | 'te am: payments' | 6:12 | Invalid key \"te am\" in labels",
        "'example.org/owner' | 'example org/owner' | 7:17 | in annotations",
        "'example.org/owner: payments' | 'example.org/owner: [a]' | 7:36 | text only",
        "'indicatorRef: answered' | 'indicatorRef: anwsered' | 11:17 | No SLI \"anwsered\"; did you"
            + " mean \"answered\"?",
        "'  indicatorRef: answered' | '  indicator: {metadata: {name: a}, spec: {}}\n"
            + "  indicatorRef: answered' | 12:3 | there are several",
        "'compositeWeight: 2' | 'indicatorRef: answered' | 11:3 | there are several",
        "'  indicatorRef: answered\n' | '' | 9:3 | there is none",
        "'duration: 4w' | 'duration: 4 w' | 13:17 | Invalid duration: \"4 w\"",
        "'duration: 4w' | 'duration: 0d' | 13:17 | Invalid duration: \"0d\"",
        "'isRolling: true' | 'isRolling: false' | 13:7 | Missing calendar",
        "'    - duration: 4w\n      isRolling: true' | '    []' | 13:5 | exactly one window",
        "'  - target: 0.99' | '  - target: -0.1' | 17:15 | Invalid target: \"-0.1\"",
        "'target: 0.99' | 'targetPercent: 101' | 17:22 | must be a number from 0 to 100",
        "'target: 0.99' | 'value: 1' | 17:7 | Missing target",
        "'compositeWeight: 2' | 'targetPercent: 99' | 20:22 | target and targetPercent are both",
        "'compositeWeight: 2' | 'compositeWeight: 0' | 20:24 | must be a number above 0",
        "'timeSliceTarget: 0.9' | 'timeSliceTarget: 1.1' | 18:24 | above 0 and at most 1",
        "'timeSliceWindow: 5m' | 'op: gt' | 17:7 | Missing timeSliceWindow",
        "'timeSliceWindow: 5m' | 'timeSliceWindow: 1M' | 19:24 | Invalid timeSliceWindow: \"1M\"",
        "'good: {' | 'best: {' | 28:5 | Unknown key \"best\"",
        "'    good: {' | '    bad: {metricSource: {spec: {query: a}}}\n    good: {' | 28:10 |"
            + " Exactly one of good and bad",
        "'total: {' | 'raw: {' | 28:11 | good does not go with raw",
        "'counter: true' | 'rawType: success' | 27:14 | rawType goes with raw",
        "'counter: true' | 'counter: yes' | 27:14 | must be true or false",
        "'  ratioMetric:' | '  thresholdMetric: {metricSource: {spec: {query: a}}}\n"
            + "  ratioMetric:' | 26:3 | Exactly one of thresholdMetric and ratioMetric",
        "'{query: all_total}' | '{}' | 29:52 | at least one key is expected",
        "'type: Prometheus, spec: {query: all_total}' | 'type: Prometheus' | 29:27 | Missing spec",
        "'metricSourceRef: main' | 'metricSourceRef: maim' | 28:44 | No DataSource \"maim\"; did"
            + " you mean \"main\"?",
        "'  type: Prometheus\n  connection' | '  connection' | 35:3 | Missing type",
        "'\n  connectionDetails: [{url: http://prometheus.example.org}]' | '' | 35:3 | Missing"
            + " connectionDetails",
        "'{description: The till}' | '{owner: none}' | 41:8 | Unknown key \"owner\"",
        "'spec: {description: The till}' | 'specs: {}' | 41:1 | Unknown key \"specs\"; did you mean"
            + " \"spec\"?",
        "'service: checkout' | 'service: checkout\n  service: cart' | 11:3 | Key \"service\" stands on line 10 already"
      })
  @DisplayName("A mistake is shown at its line and column")
  void mistakes(String right, String wrong, String place, String message) throws IOException {
    String text = OBJECTS.replaceFirst(Pattern.quote(right), wrong);
    assertThat(text).isNotEqualTo(OBJECTS);

    assertThat(read(text, Reading.STRICT).problems())
        .extracting(Problem::toString)
        .anySatisfy(
            problem ->
                assertThat(problem).startsWith("slo.yaml:" + place + ": ").contains(message));
  }

  @Test
  @DisplayName("Descriptions have 1,050 characters at most")
  void lengths() throws IOException {
    assertThat(problems("Orders are taken", "x".repeat(1050))).isEmpty();
    assertThat(problems("Orders are taken", "x".repeat(1051)))
        .containsExactly(
            "slo.yaml:9:16: The description has 1051 characters; at most 1050 are allowed");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'displayName: Checkout' | 'displayName:"
            + " 0123456789012345678901234567890123456789012345678901234567890123' | 5:16 | has 64 characters",
        "'target: 0.99' | 'target: 1' | 17:15 | leaves no budget",
        "'target: 0.99' | 'targetPercent: 100' | 17:22 | leaves no budget",
        "'timeSliceWindow: 5m' | 'timeSliceWindow: 5' | 19:24 | is taken for minutes",
        "'compositeWeight: 2' | 'op: gt' | 20:11 | op and value say nothing beside a ratio"
      })
  @DisplayName("What text and tool of the specification disagree about is taken with a warning")
  void warnings(String right, String other, String place, String message) throws IOException {
    SloFiles files = read(OBJECTS.replace(right, other), Reading.STRICT);

    assertThat(files.definitionsOrThrow()).hasSize(1);
    assertThat(files.warnings())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .startsWith("slo.yaml:" + place + ": ")
        .contains(message);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'name: checkout\n' | 'name: CheckOut\n' | 4:9",
        "'team: payments' | 'the/team: payments' | 6:12",
        "'indicatorRef: answered' | 'indicatorRef: elsewhere' | 11:17",
        "'indicatorRef: answered' | 'indicator: {metadata: {name: bare}}' | 11:14",
        "'{query: all_total}' | '{}' | 29:52",
        "'\n  connectionDetails: [{url: http://prometheus.example.org}]' | '' | 35:3",
        "'  objectives:' | '  alertPolicies: [fast]\n  objectives:' | 16:19"
      })
  @DisplayName("Lenient reading takes with a warning what strict reading refuses at the same place")
  void lenient(String right, String other, String place) throws IOException {
    String text = OBJECTS.replaceFirst(Pattern.quote(right), other);

    assertThat(read(text, Reading.STRICT).problems())
        .extracting(problem -> problem.line() + ":" + problem.column())
        .containsExactly(place);
    SloFiles lenient = read(text, Reading.LENIENT);
    assertThat(lenient.definitionsOrThrow()).hasSize(1);
    assertThat(lenient.warnings())
        .extracting(warning -> warning.line() + ":" + warning.column())
        .containsExactly(place);
  }

  @Test
  @DisplayName("Lenient reading takes minutes beside a calendar for months, and no blank in a name")
  void lenientMonths() throws IOException {
    String month =
        OBJECTS
            .replace("duration: 4w", "duration: 1m")
            .replace(
                "isRolling: true",
                "isRolling: false\n      calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}");

    assertThat(read(month, Reading.STRICT).problems())
        .extracting(Problem::line)
        .containsExactly(13);
    SloDefinition slo = read(month, Reading.LENIENT).definitionsOrThrow().get(0);
    assertThat(((CalendarWindow) slo.window()).length()).isEqualTo(Span.parse("1M"));
    assertThat(
            read(OBJECTS.replace("{name: main}", "{name: the main}"), Reading.LENIENT).problems())
        .extracting(Problem::line)
        .containsExactly(33);
  }

  @Test
  @DisplayName("A composite's objective without an indicator is shown")
  void compositePart() throws IOException {
    String text =
        OBJECTS
            .replace("  indicatorRef: answered\n", "")
            .replace(
                "      compositeWeight: 2\n",
                """
                      indicatorRef: answered
                    - target: 0.9
                      timeSliceTarget: 0.9
                      timeSliceWindow: 5m
                """);

    assertThat(read(text, Reading.STRICT).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:20:7: Missing indicator: the other objectives of the composite have one");
  }

  private static List<String> problems(String right, String wrong) throws IOException {
    return read(OBJECTS.replace(right, wrong), Reading.STRICT).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private static SloFiles read(String text, Reading reading) throws IOException {
    return SloFiles.read("slo.yaml", new StringReader(text), reading);
  }
}
