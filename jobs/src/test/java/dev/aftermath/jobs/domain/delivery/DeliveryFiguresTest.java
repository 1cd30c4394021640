package dev.aftermath.jobs.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("DORA's figures")
class DeliveryFiguresTest {
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  /**
   * 23 deployments and six incidents, two of them each after the first and the second (the case of
   * apache/devlake pull request 8890: 26.1 % by incidents, 17.4 % by deployments).
   */
  @Test
  @DisplayName("count failed deployments, not incidents: 4 of 23 are 17.4 %, not 6 of 23 or 26.1 %")
  void failRatio() {
    List<Deployment> deployments = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      deployments.add(deployment(i));
    }
    List<Attribution> attributions = new ArrayList<>();
    for (int deployment : new int[] {0, 0, 1, 1, 2, 3}) {
      attributions.add(failure(deployments, deployment, attributions.size(), 3_600));
    }

    DeliveryFigures figures = DeliveryFigures.of(DeploymentOutcome.of(deployments, attributions));

    assertThat(attributions).hasSize(6);
    assertThat(figures.deploymentCount()).isEqualTo(23);
    assertThat(figures.failedCount()).isEqualTo(4);
    assertThat(figures.failRatio()).isCloseTo(0.174, within(0.0005));
    assertThat(6 / 23.0).isCloseTo(0.261, within(0.0005));
  }

  @Test
  @DisplayName("measure recovery from the end of the deployment to the end of its last incident")
  void recovery() {
    List<Deployment> deployments = List.of(deployment(0), deployment(1));
    List<Attribution> attributions =
        List.of(
            failure(deployments, 0, 0, 1_800),
            failure(deployments, 0, 1, 3_600),
            Attribution.of(
                new ServiceFailure("open", "D1", deployments.get(1).endedAt(), null),
                deployments,
                Duration.ZERO));

    DeliveryFigures figures = DeliveryFigures.of(DeploymentOutcome.of(deployments, attributions));

    assertThat(figures.failedCount()).isEqualTo(2);
    assertThat(figures.recoverySeconds()).containsExactly(3_600L);
  }

  @Test
  @DisplayName("measure the lead time where a commit is known, and count rework")
  void leadAndRework() {
    Instant ended = START.plusSeconds(600);
    Deployment known =
        new Deployment("k", Set.of("k"), START, ended, ended.minusSeconds(7_200), true);

    DeliveryFigures figures =
        DeliveryFigures.of(DeploymentOutcome.of(List.of(known, deployment(1)), List.of()));

    assertThat(figures.leadSeconds()).containsExactly(7_200L);
    assertThat(figures.reworkCount()).isEqualTo(1);
    assertThat(figures.reworkRatio()).isEqualTo(0.5);
  }

  @Test
  @DisplayName("are null of nothing, and their median of an even number is the mean of the middle")
  void nothing() {
    DeliveryFigures none = DeliveryFigures.of(List.of());

    assertThat(none.failRatio()).isNull();
    assertThat(none.reworkRatio()).isNull();
    assertThat(DeliveryFigures.median(List.of())).isNull();
    assertThat(DeliveryFigures.median(List.of(1L, 2L, 9L))).isEqualTo(2.0);
    assertThat(DeliveryFigures.median(List.of(1L, 2L, 5L, 9L))).isEqualTo(3.5);
  }

  private static Attribution failure(
      List<Deployment> deployments, int deployment, int number, long restoredAfterSeconds) {
    Instant ended = deployments.get(deployment).endedAt();
    return Attribution.of(
        new ServiceFailure(
            "INC" + number,
            "D" + deployment,
            ended.plusSeconds(60),
            ended.plusSeconds(restoredAfterSeconds)),
        deployments,
        Duration.ZERO);
  }

  private static Deployment deployment(int number) {
    Instant started = START.plus(Duration.ofDays(number));
    return new Deployment(
        "D" + number, Set.of("D" + number), started, started.plusSeconds(600), null, false);
  }
}
