package dev.aftermath.jobs.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReportWeekTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  @DisplayName("At Monday 00:00 in Berlin the week before has just closed")
  void closesAtMidnight() {
    assertThat(ReportWeek.lastClosedAt(Instant.parse("2026-11-15T23:00:00Z"), BERLIN).label())
        .isEqualTo("2026-W46");
    assertThat(ReportWeek.lastClosedAt(Instant.parse("2026-11-15T22:59:59Z"), BERLIN).label())
        .isEqualTo("2026-W45");
  }

  @Test
  @DisplayName("The weeks of the clock change have 167 and 169 hours")
  void clockChange() {
    ReportWeek spring = ReportWeek.labelled("2026-W13", BERLIN);
    ReportWeek autumn = ReportWeek.labelled("2026-W43", BERLIN);

    assertThat(Duration.between(spring.start(), spring.end())).isEqualTo(Duration.ofHours(167));
    assertThat(Duration.between(autumn.start(), autumn.end())).isEqualTo(Duration.ofHours(169));
  }

  @Test
  @DisplayName("2027-01-01 belongs to week 53 of 2026, and a label leads back to its Monday")
  void yearsEnd() {
    ReportWeek week = ReportWeek.holding(Instant.parse("2027-01-01T12:00:00Z"), BERLIN);

    assertThat(week.label()).isEqualTo("2026-W53");
    assertThat(ReportWeek.labelled("2026-W53", BERLIN).monday())
        .isEqualTo(LocalDate.of(2026, 12, 28));
  }

  @Test
  @DisplayName("Three weeks that end with W02 begin with W53 of the year before")
  void lastWeeks() {
    assertThat(ReportWeek.labelled("2027-W02", BERLIN).lastWeeks(3))
        .extracting(ReportWeek::label)
        .containsExactly("2026-W53", "2027-W01", "2027-W02");
  }

  @Test
  @DisplayName("A label in another form is refused with the form it must have")
  void refusesLabel() {
    assertThatThrownBy(() -> ReportWeek.labelled("W46", BERLIN))
        .hasMessage("Invalid week: \"W46\" (must be a year and an ISO week such as 2026-W46)");
  }
}
