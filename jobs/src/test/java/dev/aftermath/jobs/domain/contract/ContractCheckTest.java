package dev.aftermath.jobs.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.contract.ContractCheck.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rule of the contract")
class ContractCheckTest {
  private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant AS_OF = Instant.parse("2026-03-09T00:00:00Z");

  @Test
  @DisplayName("that requires a field is broken by its absence and names it")
  void requiredField() {
    ContractRule rule = rule(SubjectKind.INCIDENT, new Condition.RequiredField("tenant"));

    assertThat(check(rule, incident(Map.of("tenant", "north"))).verdict()).isEqualTo(Verdict.MET);
    assertThat(check(rule, incident(Map.of("tenant", " "))))
        .isEqualTo(new ContractCheck(Verdict.BROKEN, "tenant", "tenant is not stated"));
  }

  @Test
  @DisplayName("that requires a reference is broken where it leads nowhere, unless nobody looked")
  void requiredReference() {
    ContractRule rule =
        rule(SubjectKind.INCIDENT, new Condition.RequiredReference("runbook_reference"));
    Map<String, String> stated = Map.of("runbook_reference", "retired.md");

    assertThat(check(rule, incident(Map.of())).reason())
        .isEqualTo("runbook_reference is not stated");
    assertThat(check(rule, incident(stated)))
        .isEqualTo(
            new ContractCheck(
                Verdict.BROKEN,
                "runbook_reference",
                "runbook_reference leads to nothing that was read"));
    ContractSubject leading =
        new ContractSubject(
            SubjectKind.INCIDENT, NINE, stated, Map.of(), Set.of("runbook_reference"), Set.of());
    assertThat(check(rule, leading).verdict()).isEqualTo(Verdict.MET);
    ContractSubject untried =
        new ContractSubject(
            SubjectKind.INCIDENT, NINE, stated, Map.of(), Set.of(), Set.of("runbook_reference"));
    assertThat(check(rule, untried).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  @DisplayName("against two fields being the same names no value, and needs both")
  void notSameAs() {
    ContractRule rule =
        rule(
            SubjectKind.CHANGE,
            new Condition.NotSameAs("approver_pseudonym", "implementer_pseudonym"));

    assertThat(
            check(
                rule,
                change(
                    Map.of("approver_pseudonym", "7f3a", "implementer_pseudonym", "7f3a"),
                    Map.of())))
        .isEqualTo(
            new ContractCheck(
                Verdict.BROKEN,
                "approver_pseudonym",
                "approver_pseudonym is the same as implementer_pseudonym"));
    assertThat(
            check(
                    rule,
                    change(
                        Map.of("approver_pseudonym", "7f3a", "implementer_pseudonym", "11"),
                        Map.of()))
                .verdict())
        .isEqualTo(Verdict.MET);
    assertThat(check(rule, change(Map.of("approver_pseudonym", "7f3a"), Map.of())))
        .isEqualTo(
            new ContractCheck(Verdict.NOT_APPLICABLE, null, "implementer_pseudonym is not stated"));
  }

  @Test
  @DisplayName("against being later is kept at the same instant and broken a second after")
  void notAfter() {
    ContractRule rule = rule(SubjectKind.CHANGE, new Condition.NotAfter("approved_at", "start_at"));

    assertThat(
            check(rule, change(Map.of(), Map.of("approved_at", NINE, "start_at", NINE))).verdict())
        .isEqualTo(Verdict.MET);
    assertThat(
            check(
                rule,
                change(Map.of(), Map.of("approved_at", NINE.plusSeconds(1), "start_at", NINE))))
        .isEqualTo(new ContractCheck(Verdict.BROKEN, "approved_at", "1 s after start_at"));
    assertThat(check(rule, change(Map.of(), Map.of("start_at", NINE))).reason())
        .isEqualTo("approved_at is not stated");
  }

  @Test
  @DisplayName("with a time limit waits until the time is up, and counts the last second in")
  void within() {
    ContractRule rule =
        rule(
            SubjectKind.UPDATE,
            new Condition.Within("opened_at", "first_customer_update_at", Duration.ofMinutes(30)));
    Instant limit = NINE.plusSeconds(1_800);

    assertThat(check(rule, told(limit)).verdict()).isEqualTo(Verdict.MET);
    assertThat(check(rule, told(limit.plusSeconds(1))))
        .isEqualTo(
            new ContractCheck(
                Verdict.BROKEN, "first_customer_update_at", "1801 s after opened_at"));
    ContractSubject untold =
        new ContractSubject(
            SubjectKind.UPDATE, NINE, Map.of(), Map.of("opened_at", NINE), Set.of(), Set.of());
    assertThat(ContractCheck.of(rule, untold, limit).reason())
        .isEqualTo("the time for first_customer_update_at is not up");
    assertThat(ContractCheck.of(rule, untold, limit.plusSeconds(1)).reason())
        .isEqualTo("first_customer_update_at is not stated");
  }

  @Test
  @DisplayName("is not for what its conditions leave out, nor for what began before it")
  void notApplicable() {
    ContractRule rule =
        new ContractRule(
            "r",
            1,
            SubjectKind.INCIDENT,
            new Condition.RequiredField("tenant"),
            Map.of("population", List.of("counted")),
            ContractRule.Severity.HIGH,
            NINE,
            "text",
            "owner");

    assertThat(check(rule, incident(Map.of("population", "merged"))))
        .isEqualTo(new ContractCheck(Verdict.NOT_APPLICABLE, null, "population is merged"));
    assertThat(check(rule, incident(Map.of())).reason()).isEqualTo("population is not stated");
    assertThat(check(rule, incident(Map.of("population", "counted"))).verdict())
        .isEqualTo(Verdict.BROKEN);
    ContractSubject earlier =
        new ContractSubject(
            SubjectKind.INCIDENT,
            NINE.minusSeconds(1),
            Map.of("population", "counted"),
            Map.of(),
            Set.of(),
            Set.of());
    assertThat(check(rule, earlier).reason())
        .isEqualTo("the rule is in force since 2026-03-02T09:00:00Z");
    assertThat(ContractCheck.of(rule, incident(Map.of("population", "counted")), NINE).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  private static ContractCheck check(ContractRule rule, ContractSubject subject) {
    return ContractCheck.of(rule, subject, AS_OF);
  }

  private static ContractRule rule(SubjectKind kind, Condition condition) {
    return new ContractRule(
        "r", 1, kind, condition, Map.of(), ContractRule.Severity.LOW, null, "text", "owner");
  }

  private static ContractSubject incident(Map<String, String> texts) {
    return new ContractSubject(SubjectKind.INCIDENT, NINE, texts, Map.of(), Set.of(), Set.of());
  }

  private static ContractSubject change(Map<String, String> texts, Map<String, Instant> instants) {
    return new ContractSubject(SubjectKind.CHANGE, NINE, texts, instants, Set.of(), Set.of());
  }

  private static ContractSubject told(Instant at) {
    return new ContractSubject(
        SubjectKind.UPDATE,
        NINE,
        Map.of(),
        Map.of("opened_at", NINE, "first_customer_update_at", at),
        Set.of(),
        Set.of());
  }
}
