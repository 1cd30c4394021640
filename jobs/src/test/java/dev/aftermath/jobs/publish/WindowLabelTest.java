package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The label of an SLO's window")
class WindowLabelTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOVEMBER = Instant.parse("2026-10-31T23:00:00Z");
  private static final Instant DECEMBER = Instant.parse("2026-11-30T23:00:00Z");

  @ParameterizedTest
  @CsvSource({"28d, last 28 days", "1d, last day", "4w, last 4 weeks", "90m, last 90 minutes"})
  void spellsOutARollingWindow(String length, String expected) {
    assertThat(WindowLabel.rolling(length)).isEqualTo(expected);
  }

  @Test
  void saysThatAMonthGoesOn() {
    Instant monday = Instant.parse("2026-11-22T23:00:00Z");
    assertThat(WindowLabel.calendar("1M", NOVEMBER, DECEMBER, monday, BERLIN))
        .isEqualTo("Nov 2026 so far");
  }

  @Test
  void namesAMonthThatIsOver() {
    assertThat(WindowLabel.calendar("1M", NOVEMBER, DECEMBER, DECEMBER, BERLIN))
        .isEqualTo("Nov 2026");
  }

  @Test
  void namesTheMonthOfTheSloEvenWhereTheReportIsInAnotherZone() {
    Instant november = Instant.parse("2026-11-01T00:00:00Z");
    Instant december = Instant.parse("2026-12-01T00:00:00Z");
    assertThat(
            WindowLabel.calendar("1M", november, december, december, ZoneId.of("America/New_York")))
        .isEqualTo("Nov 2026");
  }

  @Test
  void givesTheDatesOfAWindowWithoutAName() {
    Instant monday = Instant.parse("2026-11-15T23:00:00Z");
    Instant next = Instant.parse("2026-11-29T23:00:00Z");
    assertThat(WindowLabel.calendar("2w", monday, next, next, BERLIN))
        .isEqualTo("16 Nov to 29 Nov 2026");
  }
}
