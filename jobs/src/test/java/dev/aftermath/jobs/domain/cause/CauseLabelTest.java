package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The label of a cause")
class CauseLabelTest {
  @Test
  @DisplayName("is the name that somebody gave")
  void name() {
    assertThat(CauseLabel.of("The pool", List.of("Disk full"), "disk <*> full"))
        .isEqualTo(new CauseLabel("The pool", CauseLabel.Source.HUMAN));
  }

  @Test
  @DisplayName("is else the wording most people chose, without what names one incident")
  void wording() {
    assertThat(
            CauseLabel.of(
                null,
                List.of(
                    "DISK FULL ON DB-17 (98 % USED)",
                    "Disk full on db-31 (99 % used).", "Disk full on db-04 (97 % used)"),
                "disk <*> full"))
        .isEqualTo(new CauseLabel("Disk full on … (… % used)", CauseLabel.Source.SENTENCE));
  }

  @Test
  @DisplayName("is of equal wordings the first in the alphabet")
  void equals() {
    assertThat(CauseLabel.wording(List.of("queue full", "Queue full"))).isEqualTo("Queue full");
  }

  @Test
  @DisplayName("is what the titles have in common where no wording is readable, cut to 80")
  void title() {
    assertThat(CauseLabel.of(null, List.of("INC0010002"), "word ".repeat(20).strip()))
        .isEqualTo(new CauseLabel("word ".repeat(15) + "word\u2026", CauseLabel.Source.TITLE));
    assertThat(CauseLabel.of(null, List.of(), ""))
        .isEqualTo(new CauseLabel("(no title)", CauseLabel.Source.NONE));
  }
}
