package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The wording of a recurring cause")
class CausesTest {
  @Test
  void isTheOneMostPeopleChoseWithoutWhatNamesOneIncident() {
    assertThat(
            Causes.wording(
                List.of(
                    "DISK FULL ON DB-17 (98 % USED)",
                    "Disk full on db-31 (99 % used).", "Disk full on db-04 (97 % used)"),
                "disk full on <host> (<n> % used)"))
        .isEqualTo("Disk full on … (… % used)");
  }

  @Test
  void isTheFirstInTheAlphabetOfEquals() {
    assertThat(Causes.wording(List.of("queue full", "Queue full"), "queue full"))
        .isEqualTo("Queue full");
  }

  @Test
  void isWhatAllHaveInCommonWhereNoneIsReadable() {
    assertThat(Causes.wording(List.of("INC0010002"), "key")).isEqualTo("key");
  }
}
