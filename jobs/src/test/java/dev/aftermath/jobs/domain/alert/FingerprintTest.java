package dev.aftermath.jobs.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  @DisplayName("Labels have the fingerprint that an Alertmanager 0.25 gave them, in any order")
  void ofLabels() {
    assertThat(Fingerprint.of(Map.of("alertname", "DiskFull", "service", "checkout")))
        .isEqualTo("0cc9a9718ed7db0d");
    assertThat(Fingerprint.of(Map.of())).isEqualTo("cbf29ce484222325");
  }
}
