package dev.aftermath.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TemplateGatesTest {
  @Test
  @Tag("real")
  @DisplayName("On labelled lines of real systems signatures and aliases reach their gates")
  void gates() throws IOException {
    Path logs =
        Path.of(System.getProperty("aftermath.shared", "../../shared"))
            .resolve("data/causes/loghub-2k");
    assumeTrue(Files.exists(logs), "Skipped: no labelled logs at " + logs);

    List<TemplateGates.OfSystem> systems = TemplateGates.ofSystems(logs);

    assertThat(systems).hasSizeGreaterThanOrEqualTo(12);
    assertThat(TemplateGates.gates(systems)).allMatch(Gate::isReached);
  }

  @Test
  @DisplayName("A group is right when it has exactly the lines of a true one")
  void accuracy() {
    // a has both lines of 1; b lacks a line of 2; c mixes 2 and 3.
    GroupingAccuracy accuracy =
        GroupingAccuracy.of(List.of("a", "a", "b", "c", "c"), List.of("1", "1", "2", "2", "3"));

    assertThat(accuracy.lineShare()).isCloseTo(0.4, offset(1e-12));
    // One of three found groups is right, one of three true ones found.
    assertThat(accuracy.groupScore()).isCloseTo(1.0 / 3, offset(1e-12));
  }
}
