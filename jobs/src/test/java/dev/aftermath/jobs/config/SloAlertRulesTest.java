package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.slo.BurnRateRule;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloAlertRulesTest {
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
          spec: {ratioMetric: {raw: {metricSource: {spec: {query: up}}}, rawType: success}}
        objectives: [{target: 0.999}]
        alertPolicies:
          - alertPolicyRef: slow
          - kind: AlertPolicy
            metadata: {name: fast}
            spec:
              conditions:
                - kind: AlertCondition
                  metadata: {name: burn}
                  spec:
                    severity: page
                    condition:
                      {kind: burnrate, op: gt, threshold: 14.4, lookbackWindow: 1h, alertAfter: 2m}
              notificationTargets: [{targetRef: phone}]
      ---
      apiVersion: openslo/v1
      kind: AlertPolicy
      metadata: {name: slow}
      spec:
        conditions: [{conditionRef: slow-burn}]
        notificationTargets: [{targetRef: phone}]
      ---
      apiVersion: openslo/v1
      kind: AlertCondition
      metadata: {name: slow-burn}
      spec:
        severity: ticket
        condition: {kind: burnrate, op: gte, threshold: 1, lookbackWindow: 3d}
      ---
      apiVersion: openslo/v1
      kind: AlertNotificationTarget
      metadata: {name: phone}
      spec: {target: pagerduty}
      """;

  @Test
  @DisplayName("Policies become rules, inline and by reference through several objects")
  void rules() throws IOException {
    SloFiles files = read(SLO);

    assertThat(files.definitionsOrThrow().get(0).alertRules())
        .containsExactly(
            new BurnRateRule(
                "slow", "ticket", Duration.ofDays(3), null, new BigDecimal("1"), Duration.ZERO),
            new BurnRateRule(
                "fast",
                "page",
                Duration.ofHours(1),
                null,
                new BigDecimal("14.4"),
                Duration.ofMinutes(2)));
    assertThat(files.warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "slo.yaml:38:35: Alerts fire on strictly greater here; gte is taken for gt");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "op: gt, | op: more, | 23:38 | Unknown op \"more\"",
        "threshold: 14.4 | threshold: high | 23:53 | Invalid threshold: \"high\"",
        "lookbackWindow: 1h | lookbackWindow: 1 | 23:75 | must be a whole number with m",
        "alertAfter: 2m | alertsAfter: 2m | 23:79 | did you mean \"alertAfter\"?",
        "kind: burnrate, op: gt, | kind: burn, op: gt, | 23:24 | Unknown kind \"burn\"",
        "severity: page | description: none | 21:15 | Missing severity",
        "conditionRef: slow-burn | conditionRef: slowburn | 30:31 | No AlertCondition \"slowburn\";"
            + " did you mean \"slow-burn\"?",
        "alertPolicyRef: slow | alertPolicyRef: slaw | 13:23 | No AlertPolicy \"slaw\"; did you"
            + " mean \"slow\"?",
        "target: pagerduty | targets: pagerduty | 43:8 | Unknown key \"targets\"",
        "'[{conditionRef: slow-burn}]' | '[]' | 30:15 | Exactly one of conditions is expected, not"
            + " 0"
      })
  @DisplayName("A mistake in an alert is shown once, at its line and column")
  void mistakes(String right, String wrong, String place, String message) throws IOException {
    assertThat(read(SLO.replace(right, wrong)).problems())
        .extracting(Problem::toString)
        .filteredOn(problem -> problem.contains(message))
        .singleElement()
        .asString()
        .startsWith("slo.yaml:" + place + ": ");
  }

  @Test
  @DisplayName("A condition that holds while nothing burns makes no rule, with a warning")
  void lessThan() throws IOException {
    SloFiles files = read(SLO.replace("op: gt,", "op: lte,"));

    assertThat(files.definitionsOrThrow().get(0).alertRules()).hasSize(1);
    assertThat(files.warnings()).extracting(Problem::line).containsExactly(23, 38);
  }

  private static SloFiles read(String text) throws IOException {
    return SloFiles.read("slo.yaml", new StringReader(text));
  }
}
