package dev.aftermath.jobs.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An incident")
class AttributionTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Duration FOUR_HOURS = Duration.ofHours(4);

  /** From 11:50 to 12:00, and from 11:50 to 12:00 on the next day. */
  private static final List<Deployment> DEPLOYMENTS =
      List.of(deployment("CHG1", NOON), deployment("CHG2", NOON.plus(Duration.ofDays(1))));

  @Test
  @DisplayName("whose record names a deployment is put down to it, however long ago it was")
  void named() {
    Attribution attribution = attribute("CHG1", NOON.plus(Duration.ofDays(30)));

    assertThat(key(attribution)).isEqualTo("CHG1");
    assertThat(attribution.rule()).isEqualTo(Attribution.Rule.EXPLICIT_REFERENCE);
    assertThat(attribution.reason()).isEqualTo("the record names CHG1");
  }

  @Test
  @DisplayName("whose record names something else is put down to no deployment by time")
  void namedOtherwise() {
    Attribution attribution = attribute("CHG9", NOON.plusSeconds(60));

    assertThat(attribution.deployment()).isEmpty();
    assertThat(attribution.reason()).isEqualTo("CHG9 is no known deployment of the service");
  }

  @Test
  @DisplayName("is put down to the last deployment up to the end of the window, and not after it")
  void window() {
    Attribution last = attribute(null, NOON.plus(FOUR_HOURS));
    assertThat(key(last)).isEqualTo("CHG1");
    assertThat(last.rule()).isEqualTo(Attribution.Rule.TIME_WINDOW);
    assertThat(last.reason()).isEqualTo("the service's last deployment ended 14400 s before");

    Attribution after = attribute(null, NOON.plus(FOUR_HOURS).plusSeconds(1));
    assertThat(after.deployment()).isEmpty();
    assertThat(after.rule()).isEqualTo(Attribution.Rule.UNATTRIBUTED);
    assertThat(after.reason())
        .isEqualTo("the service's last deployment ended 14401 s before, more than 14400 s");
  }

  @Test
  @DisplayName(
      "that was opened during a deployment is put down to it, and to none before the first")
  void during() {
    assertThat(key(attribute(null, NOON.minusSeconds(60)))).isEqualTo("CHG1");
    assertThat(attribute(null, NOON.minusSeconds(601)).reason())
        .isEqualTo("no deployment of the service began before");
  }

  private static Attribution attribute(@Nullable String reference, Instant opened) {
    return Attribution.of(
        new ServiceFailure("INC1", reference, opened, null), DEPLOYMENTS, FOUR_HOURS);
  }

  private static String key(Attribution attribution) {
    return attribution.deployment().map(Deployment::key).orElse("none");
  }

  private static Deployment deployment(String key, Instant ended) {
    return new Deployment(key, Set.of(key), ended.minusSeconds(600), ended, null, false);
  }
}
