package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The score of a burn-rate policy")
class PolicyScoreTest {
  private static final BurnRateAlert.Subject SHOP =
      new BurnRateAlert.Subject("checkout", "shop", "", "Good");
  private static final BurnRateAlert.Subject MONTH =
      new BurnRateAlert.Subject("checkout-month", "shop", "", "Good");
  private static final BurnRateAlert.Subject MAIL =
      new BurnRateAlert.Subject("mail", "mail", "", "Good");
  // Two weeks.
  private static final Interval PERIOD =
      new Interval(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-16T00:00:00Z"));

  @Test
  @DisplayName("counts, times and costs by the rule of overlap")
  void score() {
    PolicyScore score =
        score(
            List.of(
                alert(SHOP, "03T10:10", "03T10:40"),
                alert(SHOP, "03T10:50", "03T11:20"),
                alert(SHOP, "05T11:50", "05T12:30"),
                alert(SHOP, "07T00:00", "07T00:30"),
                alert(MAIL, "08T09:00", "08T10:00")),
            List.of(
                // Two alerts: told after 10 minutes, over 20 minutes after the settling.
                burn(SHOP, "A", "03T10:00", "03T11:00", 0.3),
                // Told 10 minutes before it was opened; the alert ended 30 minutes too early.
                burn(SHOP, "B", "05T12:00", "05T13:00", 0.1),
                // The alert ended as it was opened: no time together.
                burn(SHOP, "C", "07T00:30", "07T01:00", 0.05),
                // Another SLO alerted, not this one.
                burn(SHOP, "D", "08T09:00", "08T10:00", 0.05)));

    assertThat(score.alertCount()).isEqualTo(5);
    assertThat(score.precision()).isEqualTo(3.0 / 5.0);
    assertThat(score.recall()).isEqualTo(2.0 / 4.0);
    assertThat(score.recallByBudget()).isCloseTo(0.8, offset(1e-12));
    assertThat(score.alertsPerWeek()).isEqualTo(2.5);
    assertThat(score.detectionSeconds()).containsExactly(-600L, 600L);
    assertThat(score.resetSeconds()).containsExactly(-1800L, 1200L);
    assertThat(score.missed())
        .extracting(missed -> missed.incident().id())
        .containsExactly("C", "D");
    assertThat(score.falseAlerts())
        .extracting(Page::start)
        .containsExactly(at("07T00:00"), at("08T09:00"));
  }

  @Test
  @DisplayName("counts an incident of two SLOs once, told by the first, at the cost of the dearer")
  void twoSlos() {
    PolicyScore score =
        score(
            List.of(alert(MAIL, "03T10:05", null), alert(SHOP, "03T10:15", "03T10:20")),
            List.of(
                burn(SHOP, "A", "03T10:00", "03T11:00", 0.25),
                burn(MAIL, "A", "03T10:00", "03T11:00", 0.125),
                burn(MONTH, "A", "03T10:00", "03T11:00", null)));

    assertThat(score.incidentCount()).isEqualTo(1);
    assertThat(score.incidentBudgetShare()).isEqualTo(0.25);
    assertThat(score.detectionSeconds()).containsExactly(300L);
    // One alert goes on, so there is no reset to tell of.
    assertThat(score.resetSeconds()).isEmpty();
  }

  @Test
  @DisplayName("counts alerts of two SLOs of one service once while they overlap or touch")
  void pages() {
    List<BurnRateAlert> alerts =
        List.of(
            alert(SHOP, "03T10:10", "03T10:30"),
            alert(MONTH, "03T10:20", "03T10:40"),
            alert(SHOP, "03T10:40", "03T10:50"),
            // A minute later the person on call is told again, and mail is another service.
            alert(MONTH, "03T10:51", "03T11:00"),
            alert(MAIL, "03T10:15", "03T10:45"),
            new BurnRateAlert(SHOP, "ticket", at("03T10:10"), null));
    List<IncidentBurn> burns =
        List.of(
            // It concerns the second SLO alone, and the first page is one all the same.
            burn(MONTH, "A", "03T10:00", "03T10:45", 0.5));

    PolicyScore score = score(alerts, burns);
    assertThat(score.alertCount()).isEqualTo(4);
    assertThat(score.trueAlertCount()).isEqualTo(1);
    assertThat(score.falseAlerts())
        .extracting(page -> page.severity() + " " + page.slos() + " " + page.end())
        .containsExactly(
            "ticket [checkout] null",
            "page [mail] 2026-03-03T10:45:00Z",
            "page [checkout-month] 2026-03-03T11:00:00Z");
    // Its own SLO told of it at 10:20, not the page that began at 10:10.
    assertThat(score.detectionSeconds()).containsExactly(1200L);

    assertThat(PolicyScore.of(Page.apart(alerts), burns, PERIOD).alertCount()).isEqualTo(6);
  }

  @Test
  @DisplayName("holds an incident for missed when an alert about an earlier one hides it")
  void hidden() {
    PolicyScore score =
        score(
            List.of(alert(SHOP, "03T10:10", "05T00:00"), alert(SHOP, "06T00:00", "06T04:00")),
            List.of(
                // Open when the alert begins, both of them.
                burn(SHOP, "A", "03T10:00", "03T11:00", 0.25),
                burn(SHOP, "B", "03T10:05", "03T10:20", 0.25),
                // While it lasts, nobody is told again.
                burn(SHOP, "C", "04T10:00", "04T11:00", 0.25),
                // None is open when the second begins: it tells of the next.
                burn(SHOP, "D", "06T01:00", "06T02:00", 0.25),
                burn(SHOP, "E", "06T01:30", "06T02:00", 0.25)));

    assertThat(score.detectedCount()).isEqualTo(3);
    assertThat(score.recallByBudget()).isEqualTo(0.6);
    assertThat(score.hiddenCount()).isEqualTo(2);
    assertThat(score.missed())
        .extracting(missed -> missed.incident().id() + " " + missed.isHidden())
        .containsExactly("C true", "E true");
    assertThat(score.trueAlertCount()).isEqualTo(2);
    assertThat(score.detectionSeconds()).containsExactly(-3600L, 300L, 600L);
    assertThat(score.earlyCount()).isEqualTo(1);
    // 13 h after 11:00 of the day before, 13:40 h after 10:20, and two hours after 02:00.
    assertThat(score.resetSeconds()).containsExactly(7_200L, 133_200L, 135_600L);
  }

  @Test
  @DisplayName("lets no old incident that nobody closed stand before the new one")
  void oldIncident() {
    PolicyScore score =
        score(
            List.of(alert(SHOP, "08T10:00", "08T18:00")),
            List.of(
                burn(SHOP, "old", "07T00:00", "10T00:00", 0.25),
                burn(SHOP, "new", "08T10:05", "08T11:00", 0.25),
                burn(SHOP, "late", "08T12:00", "08T13:00", 0.25)));

    assertThat(score.detectionSeconds()).containsExactly(-300L, 122_400L);
    assertThat(score.missed())
        .extracting(missed -> missed.incident().id() + " " + missed.isHidden())
        .containsExactly("late true");
  }

  @Test
  @DisplayName("matches across the period's edges, but counts only what begins inside")
  void edges() {
    PolicyScore score =
        score(
            List.of(
                alert(SHOP, "01T23:50", "02T00:30"),
                alert(SHOP, "02T00:40", "02T00:50"),
                alert(MAIL, "01T23:55", "02T00:20")),
            List.of(
                burn(SHOP, "A", "01T23:00", "02T01:00", 0.5),
                burn(MAIL, "B", "02T00:10", "02T00:20", 0.5)));

    // The second alert tells of A, which was opened the day before; B was told of by the third.
    assertThat(score.alertCount()).isEqualTo(1);
    assertThat(score.trueAlertCount()).isEqualTo(1);
    assertThat(score.incidentCount()).isEqualTo(1);
    assertThat(score.detectedCount()).isEqualTo(1);
    assertThat(score.detectionSeconds()).containsExactly(-900L);
  }

  @Test
  @DisplayName("is null, not 0, where there is nothing to divide")
  void nothing() {
    PolicyScore score = score(List.of(), List.of());

    assertThat(score.precision()).isNull();
    assertThat(score.recall()).isNull();
    assertThat(score.recallByBudget()).isNull();
    assertThat(score.alertsPerWeek()).isZero();
    assertThat(PolicyScore.quantile(score.detectionSeconds(), 0.5)).isNull();
  }

  @Test
  @DisplayName("interpolates its quantiles")
  void quantiles() {
    assertThat(PolicyScore.quantile(List.of(60L, 120L, 300L, 900L), 0.5)).isEqualTo(210);
    // 0.9 of three steps is 2.7: 300 + 0.7 * 600.
    assertThat(PolicyScore.quantile(List.of(60L, 120L, 300L, 900L), 0.9))
        .isCloseTo(720, offset(1e-9));
  }

  @Test
  @DisplayName("Episodes of one severity that overlap or touch are one alert")
  void joins() {
    assertThat(
            BurnRateAlert.joined(
                List.of(
                    alert(SHOP, "03T10:40", "03T10:50"),
                    alert(SHOP, "03T10:00", "03T10:40"),
                    alert(SHOP, "03T10:05", "03T10:20"),
                    alert(SHOP, "03T10:51", null),
                    alert(MAIL, "03T10:10", "03T10:20"))))
        .containsExactly(
            alert(SHOP, "03T10:00", "03T10:50"),
            alert(MAIL, "03T10:10", "03T10:20"),
            alert(SHOP, "03T10:51", null));
  }

  private static PolicyScore score(List<BurnRateAlert> alerts, List<IncidentBurn> burns) {
    return PolicyScore.of(Page.together(alerts), burns, PERIOD);
  }

  private static BurnRateAlert alert(
      BurnRateAlert.Subject subject, String start, @Nullable String end) {
    return new BurnRateAlert(subject, "page", at(start), end == null ? null : at(end));
  }

  private static IncidentBurn burn(
      BurnRateAlert.Subject subject,
      String id,
      String opened,
      String settled,
      @Nullable Double share) {
    return new IncidentBurn(
        subject, new IncidentSpan(id, null, "shop", null, at(opened), at(settled)), share);
  }

  private static Instant at(String dayAndMinute) {
    return Instant.parse("2026-03-" + dayAndMinute + ":00Z");
  }
}
