package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The versions of an SLO")
class SloHistoryTest {
  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

  @Test
  @DisplayName("are known to evaluations after their date, the first one always")
  void known() {
    SloDefinition first = grouped(MARCH);
    SloDefinition second = grouped(APRIL);
    SloHistory history = new SloHistory(List.of(second, first));

    assertThat(history.knownAt(MARCH).versions()).containsExactly(first);
    assertThat(history.knownAt(APRIL).versions()).containsExactly(first);
    assertThat(history.knownAt(APRIL.plusNanos(1)).versions()).containsExactly(first, second);
  }

  @Test
  @DisplayName("have the groups of their own labels")
  void groups() {
    SloDefinition whole = grouped(null);
    SloDefinition byTenant = grouped(MARCH, "tenant");
    SloDefinition byBoth = grouped(APRIL, "tenant", "region");
    SloHistory history = new SloHistory(List.of(whole, byTenant, byBoth));

    assertThat(having(history, "")).containsExactly(whole);
    assertThat(having(history, "tenant=acme")).containsExactly(byTenant);
    assertThat(having(history, "tenant=acme,region=eu")).containsExactly(byBoth);
    assertThat(history.groupingOf("tenant=acme,region=eu").value("tenant=acme,region=eu", "tenant"))
        .hasValue("acme");
  }

  @Test
  @DisplayName("do not take the groups of a label whose name ends with theirs")
  void similarLabels() {
    SloDefinition byTenant = grouped(null, "tenant");
    SloDefinition bySubtenant = grouped(MARCH, "subtenant");
    SloHistory history = new SloHistory(List.of(byTenant, bySubtenant));

    assertThat(having(history, "subtenant=acme")).containsExactly(bySubtenant);
  }

  private static List<SloDefinition> having(SloHistory history, String group) {
    return history.versions().stream().filter(it -> history.hasGroup(it, group)).toList();
  }

  private static SloDefinition grouped(@Nullable Instant from, String... labels) {
    SloDefinition slo = MeasuredSloTest.version("0.9", "a", from);
    return new SloDefinition(
        slo.name(),
        slo.displayName(),
        slo.service(),
        slo.labels(),
        slo.kind(),
        slo.method(),
        slo.objectives(),
        slo.window(),
        slo.missing(),
        slo.exclusions(),
        new Grouping(List.of(labels), new TreeMap<>()),
        slo.alertRules(),
        from);
  }
}
