package dev.aftermath.jobs.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TemplateIdTest {
  @Test
  @DisplayName("An id is SHA-256 over tenant, service and signature, parted by zeros")
  void digest() {
    // printf 'acme\0shop\0disk <*> full' | sha256sum
    assertThat(TemplateId.of("acme", "shop", "disk <*> full"))
        .isEqualTo("a9c372f732165ac76dcfa9a51b5e7a419507ab60415888d54b35c942d1d96a24");
  }

  @Test
  @DisplayName("What one part loses to its neighbour is another id")
  void parts() {
    assertThat(TemplateId.of("a", "bc", "d")).isNotEqualTo(TemplateId.of("ab", "c", "d"));
    assertThat(TemplateId.of(null, "a", "b")).isNotEqualTo(TemplateId.of("a", null, "b"));
  }
}
