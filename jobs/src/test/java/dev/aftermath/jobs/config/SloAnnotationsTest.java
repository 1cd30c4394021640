package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloAnnotationsTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: checkout
        annotations:
          owner: payments
          aftermath/effective-from: 2026-07-01T00:00:00+02:00
          aftermath/group-by: tenant, region
          aftermath/group-targets: "tenant=acme,region=eu: 0.995; tenant=globex,region=us:0.99"
          aftermath/missing: bad
          aftermath/exclusions: count_as_good
      spec:
        service: checkout
        budgetingMethod: Occurrences
        timeWindow: [{duration: 28d, isRolling: true}]
        indicator:
          metadata: {name: sli}
          spec:
            ratioMetric:
              raw: {metricSource: {spec: {query: up}}}
              rawType: success
        objectives: [{target: 0.999}]
      """;

  @Test
  @DisplayName("Annotations say from when, for whom and by which rules")
  void read() throws IOException {
    SloDefinition slo = files(SLO).definitionsOrThrow().get(0);

    assertThat(slo.effectiveFrom()).isEqualTo(Instant.parse("2026-06-30T22:00:00Z"));
    assertThat(slo.grouping().labels()).containsExactly("tenant", "region");
    assertThat(slo.grouping().targets())
        .isEqualTo(
            Map.of(
                "tenant=acme,region=eu", new BigDecimal("0.995"),
                "tenant=globex,region=us", new BigDecimal("0.99")));
    assertThat(slo.missing()).isEqualTo(MissingRule.BAD);
    assertThat(slo.exclusions()).isEqualTo(ExclusionRule.COUNT_AS_GOOD);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-07-01T00:00:00+02:00 | 2026-07-01 | 7:31 | must be an instant with its zone",
        "aftermath/missing | aftermath/mising | 10:5 | Unknown annotation \"aftermath/mising\"; did"
            + " you mean \"aftermath/missing\"?",
        "missing: bad | missing: poor | 10:24 | Unknown aftermath/missing \"poor\"",
        "count_as_good | count_good | 11:27 | Unknown aftermath/exclusions \"count_good\"; did you"
            + " mean \"count_as_good\"?",
        "'tenant, region' | 'tenant,,region' | 8:25 | must be label names with commas between",
        "'region=us:0.99' | 'region=us:1.99' | 9:30 | \"tenant=globex,region=us:1.99\" (must be"
            + " tenant=VALUE,region=VALUE: 0.995",
        "'tenant=globex,region=us' | 'tenant=globex' | 9:30 | must be tenant=VALUE,region=VALUE",
        "'tenant=globex,region=us' | 'tenant=acme,region=eu' | 9:30 | is given twice",
        "'aftermath/group-by: tenant, region' | 'note: none' | 9:30 | goes with aftermath/group-by"
      })
  @DisplayName("A mistake in an annotation is shown at its line and column")
  void mistakes(String right, String wrong, String place, String message) throws IOException {
    assertThat(files(SLO.replace(right, wrong)).problems())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .startsWith("slo.yaml:" + place + ": ")
        .contains(message);
  }

  @Test
  @DisplayName("Lenient reading passes over an annotation that it does not know")
  void lenient() throws IOException {
    SloFiles files =
        SloFiles.read(
            "slo.yaml",
            new StringReader(SLO.replace("aftermath/missing", "aftermath/later")),
            Reading.LENIENT);

    assertThat(files.definitionsOrThrow().get(0).missing()).isEqualTo(MissingRule.UNKNOWN);
    assertThat(files.warnings()).extracting(Problem::line).containsExactly(10);
  }

  @Test
  @DisplayName("Documents of one name with dates of their own are versions of one SLO")
  void versions() throws IOException {
    String first = SLO.replaceFirst(" *aftermath/effective-from: .*\n", "");
    SloFiles files = files(SLO + "---\n" + first);

    assertThat(files.problems()).isEmpty();
    assertThat(files.histories()).hasSize(1);
    assertThat(files.histories().get(0).versions())
        .extracting(SloDefinition::effectiveFrom)
        .containsExactly(null, Instant.parse("2026-06-30T22:00:00Z"));
  }

  @Test
  @DisplayName("Two versions may not begin at one instant, however it is written")
  void equalDates() throws IOException {
    SloFiles files =
        files(SLO + "---\n" + SLO.replace("2026-07-01T00:00:00+02:00", "2026-06-30T22:00:00Z"));

    assertThat(files.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:27:9: SLO \"checkout\" already has a version from 2026-06-30T22:00:00Z at"
                + " slo.yaml:1; give each version its own aftermath/effective-from");
  }

  @Test
  @DisplayName("Other objects have none of these annotations")
  void otherKinds() throws IOException {
    SloFiles files =
        files(
            """
            apiVersion: openslo/v1
            kind: Service
            metadata: {name: web, annotations: {aftermath/missing: bad}}
            spec: {}
            """);

    assertThat(files.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:3:37: Annotation \"aftermath/missing\" belongs to objects of kind SLO");
  }

  @Test
  @DisplayName("The answers tell for each version how it is judged")
  void answers() throws IOException {
    assertThat(SloAnswers.of(files(SLO).definitions()))
        .isEqualTo(
            List.of(
                "checkout from 2026-06-30T22:00:00Z: missing slices are bad, exclusions"
                    + " count_as_good, rolling 28d to the end of each day of the report's zone,"
                    + " one for each tenant, region."));
  }

  @Test
  @DisplayName("The answers to everyone name zones, calendar lengths and gte as the page does")
  void answersToEveryone() {
    assertThat(SloAnswers.toEveryone())
        .contains(
            "Zones: a calendar window must name one; a rolling one ends with the days of the"
                + " report's zone, and its months, quarters and years are counted back in UTC.",
            "1M, 1Q and 1Y: calendar lengths, never 30, 90 or 365 days.",
            "gte in an alert condition: taken for gt, with a warning; alerts fire on strictly"
                + " greater.");
  }

  private static SloFiles files(String text) throws IOException {
    return SloFiles.read("slo.yaml", new StringReader(text));
  }
}
