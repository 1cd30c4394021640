package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WindowSumsBarTest {
  private static final long SEED = 20_260_301;
  private static final Instant FROM = Instant.parse("2023-11-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2025-05-01T00:00:00Z");
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "America/St_Johns",
          "Asia/Kathmandu",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "America/Sao_Paulo",
          "Africa/Casablanca",
          "Asia/Tehran",
          "Pacific/Chatham",
          "America/Anchorage");

  @Test
  @DisplayName("200 windows in 12 zones: no gap, no overlap, and the parts add up to the whole")
  void partsAddUp() {
    SplittableRandom random = new SplittableRandom(SEED);
    ObjectiveLedger ledger = ledger(random);
    BigDecimal allGood = ledger.timeline().good().between(0, ledger.timeline().size());
    BigDecimal allTotal = ledger.timeline().total().between(0, ledger.timeline().size());
    int changesOfClocks = 0;
    for (int i = 0; i < 200; i++) {
      CalendarWindow window = window(random, i);
      BigDecimal good = BigDecimal.ZERO;
      BigDecimal total = BigDecimal.ZERO;
      Interval period = window.at(FROM.plusMillis(1));
      Instant end = period.start();
      while (period.start().isBefore(TO)) {
        assertThat(period.start()).as("%s", window).isEqualTo(end);
        assertThat(period.end()).as("%s", window).isAfter(period.start());
        SloEvaluation evaluation = ledger.evaluate(period, period.end().plus(Duration.ofDays(1)));
        good = good.add(evaluation.good());
        total = total.add(evaluation.total());
        changesOfClocks += changesClocks(window.zone(), period) ? 1 : 0;
        end = period.end();
        period = window.at(end.plusMillis(1));
      }
      assertThat(good).as("%s", window).isEqualByComparingTo(allGood);
      assertThat(total).as("%s", window).isEqualByComparingTo(allTotal);
    }
    assertThat(changesOfClocks).isGreaterThan(100);
  }

  /** Every fifth a fiscal year or its like; anchors on month ends and leap days among them. */
  private static CalendarWindow window(SplittableRandom random, int number) {
    SpanUnit unit = List.of(SpanUnit.values()).get(2 + number % 5);
    LocalDateTime anchor =
        switch (number % 4) {
          case 0 -> LocalDateTime.of(2024, 2, 29, 0, 0);
          case 1 -> LocalDateTime.of(2023, 1, 31, random.nextInt(24), 30);
          case 2 -> LocalDateTime.of(2023, 1 + random.nextInt(12), 1, 0, 0);
          default -> LocalDateTime.of(2023, 1, 1, 0, 0).plusMinutes(random.nextInt(525_600));
        };
    return new CalendarWindow(
        new Span(1 + random.nextInt(3), unit), anchor, ZoneId.of(ZONES.get(number % 12)));
  }

  private static boolean changesClocks(ZoneId zone, Interval period) {
    return !zone.getRules()
        .getOffset(period.start())
        .equals(zone.getRules().getOffset(period.end()));
  }

  /** A year and a half of five-minute slices with holes and fractions. */
  private static ObjectiveLedger ledger(SplittableRandom random) {
    List<Slice> slices = new ArrayList<>();
    for (Instant start = FROM; start.isBefore(TO); start = start.plus(Duration.ofMinutes(5))) {
      if (random.nextInt(50) > 0) {
        long total = random.nextLong(1_000_000_000_000L);
        slices.add(
            new Slice(
                start,
                BigDecimal.valueOf(total - random.nextLong(total / 100 + 1), 9),
                BigDecimal.valueOf(total, 9)));
      }
    }
    SloDefinition slo =
        SloFixtures.slo(BudgetingMethod.OCCURRENCES, "0.99", SloFixtures.rolling("28d"));
    return SloFixtures.ledger(slo, SliceTimeline.of(Duration.ofMinutes(5), slices));
  }
}
