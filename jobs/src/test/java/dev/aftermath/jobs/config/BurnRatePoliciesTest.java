package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.BurnRateRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Burn-rate policies")
class BurnRatePoliciesTest {
  private static final Path SHIPPED = Path.of("../conf/burn-rates");

  @Test
  @DisplayName("that are shipped have the numbers of their sources")
  void shipped() throws IOException {
    Map<String, BurnRatePolicy> policies = BurnRatePolicies.read(SHIPPED);

    assertThat(policies).containsOnlyKeys("workbook", "sloth-28d", "pyrra-28d", "single-window");
    assertThat(labels(policies, "workbook"))
        .containsExactly(
            "page 14.4 over 1h and 5m",
            "page 6 over 6h and 30m",
            "ticket 3 over 1d and 2h",
            "ticket 1 over 3d and 6h");
    assertThat(labels(policies, "pyrra-28d"))
        .containsExactly(
            "critical 14 over 1h and 5m for 2m",
            "critical 7 over 6h and 30m for 15m",
            "warning 2 over 1d and 2h for 1h",
            "warning 1 over 4d and 6h for 3h");
    assertThat(policies.values()).allSatisfy(it -> assertThat(it.source()).isNotBlank());
  }

  @Test
  @DisplayName("of Sloth spend 2, 5, 10 and 10 % of the budget of 28 days in their long windows")
  void slothShares() throws IOException {
    BurnRatePolicy sloth = policy(BurnRatePolicies.read(SHIPPED), "sloth-28d");

    // Shares of 672 hours: 13.44, 33.6 and 67.2.
    assertThat(sloth.rules())
        .extracting(rule -> rule.factor().multiply(BigDecimal.valueOf(rule.longWindow().toHours())))
        .usingElementComparator(
            Comparator.comparing(hours -> hours.setScale(9, RoundingMode.HALF_EVEN)))
        .containsExactly(
            new BigDecimal("13.44"),
            new BigDecimal("33.6"),
            new BigDecimal("67.2"),
            new BigDecimal("67.2"));
  }

  @Test
  @DisplayName("report everything that is wrong with its place and the nearest spelling")
  void wrong(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("broken.yaml"),
        """
        name: broken
        version: 1
        source: nowhere
        period: month
        rules:
          - {severity: page, long: 1h, short: 2h, factor: 14.4}
          - {severity: page, long: 1M, factor: 0}
          - {severty: page, long: 6h, factor: 6}
        """);

    assertThatThrownBy(() -> BurnRatePolicies.read(folder))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("broken.yaml:4:9: Invalid period: \"month\"")
        .hasMessageContaining("broken.yaml:6:39: Invalid short: it must be shorter than long")
        .hasMessageContaining("broken.yaml:7:28: Invalid long: \"1M\"")
        .hasMessageContaining("broken.yaml:7:40: Invalid factor: \"0\" (must be a number above 0)")
        .hasMessageContaining("broken.yaml:8:6: Unknown key \"severty\"; did you mean \"severity\"")
        .hasMessageNotContaining("Missing severity");
  }

  @Test
  @DisplayName(
      "are chosen by name in the settings, where a wrong name is told with the nearest one")
  void chosen(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("burn-rates"));
    Files.copy(SHIPPED.resolve("workbook.yaml"), folder.resolve("burn-rates/workbook.yaml"));
    Path settings = folder.resolve("aftermath.yaml");
    String head = "organisation: O\nreport_zone: UTC\n";

    Files.writeString(settings, head + "burn_rate_policy: workbok\n");
    assertThatThrownBy(() -> PlatformSettings.in(folder))
        .hasMessageContaining("aftermath.yaml:3:19: Unknown burn_rate_policy \"workbok\"; did you")
        .hasMessageContaining("(allowed: workbook)");
    Files.writeString(settings, head + "burn_rate_policy: [workbook]\n");
    assertThat(PlatformSettings.in(folder).burnRatePolicies())
        .extracting(BurnRatePolicy::name)
        .containsExactly("workbook");
    Files.writeString(settings, head);
    assertThat(PlatformSettings.in(folder).burnRatePolicies()).isEmpty();
  }

  private static List<String> labels(Map<String, BurnRatePolicy> policies, String name) {
    return policy(policies, name).rules().stream().map(BurnRateRule::label).toList();
  }

  private static BurnRatePolicy policy(Map<String, BurnRatePolicy> policies, String name) {
    return Objects.requireNonNull(policies.get(name));
  }
}
