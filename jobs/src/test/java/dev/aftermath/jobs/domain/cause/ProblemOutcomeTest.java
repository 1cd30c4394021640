package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A problem record")
class ProblemOutcomeTest {

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @DisplayName("claims a fix when it was closed, unless its resolution says that there is none")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          RESOLVED,    fix_applied,   FIXED
          CLOSED,      Fix Applied,   FIXED
          CLOSED,      -,             FIXED
          CLOSED,      risk_accepted, NOT_FIXED
          CLOSED,      Risk Accepted, NOT_FIXED
          CLOSED,      duplicate,     NOT_FIXED
          RESOLVED,    Canceled,      NOT_FIXED
          CANCELLED,   -,             NOT_FIXED
          IN_PROGRESS, fix_applied,   OPEN
          UNKNOWN,     -,             OPEN
          -,           -,             OPEN
          """)
  void outcome(IncidentState state, String resolution, ProblemOutcome outcome) {
    assertThat(ProblemOutcome.of(state, resolution)).isEqualTo(outcome);
  }
}
