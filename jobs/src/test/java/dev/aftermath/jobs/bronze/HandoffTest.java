package dev.aftermath.jobs.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HandoffTest {

  @Test
  @DisplayName("Ten thousand items come through in their order")
  void inOrder() {
    List<Integer> received = new ArrayList<>();
    try (Handoff<Integer> handoff =
        new Handoff<>(
            "test",
            items -> {
              for (int i = 0; i < 10_000; i++) {
                items.accept(i);
              }
            })) {
      handoff.forEachRemaining(received::add);
    }

    assertThat(received).hasSize(10_000).isSorted();
  }

  @Test
  @DisplayName("A producer that fails half way fails its consumer, after what it had handed over")
  void failureArrives() {
    try (Handoff<String> handoff =
        new Handoff<>(
            "test",
            items -> {
              items.accept("first");
              throw new IOException("disk gone");
            })) {
      assertThatThrownBy(() -> handoff.forEachRemaining(item -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("disk gone");
    }
  }
}
