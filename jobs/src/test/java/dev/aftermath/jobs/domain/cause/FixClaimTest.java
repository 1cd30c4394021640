package dev.aftermath.jobs.domain.cause;

import static dev.aftermath.jobs.domain.cause.Promises.day;
import static dev.aftermath.jobs.domain.cause.Promises.done;
import static dev.aftermath.jobs.domain.cause.Promises.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Action items claim that their cause was fixed")
class FixClaimTest {

  @Test
  @DisplayName("when the last of them was done, and not before")
  void last() {
    assertThat(claims(done("OPS-1", 0, 2, 9, 5), done("OPS-2", 0, 2, 9, 8)))
        .containsExactly(claim(8, "OPS-1", "OPS-2"));
    assertThat(claims(done("OPS-1", 0, 2, 9, 5), open("OPS-2", 0, 2, 9))).isEmpty();
    assertThat(claims()).isEmpty();
  }

  @Test
  @DisplayName("never where one was done nobody says when")
  void undated() {
    assertThat(claims(done("OPS-1", 0, 2, 9, 5), done("OPS-2", 0, 2, 9, null))).isEmpty();
  }

  @Test
  @DisplayName("also where what a second postmortem about an earlier incident promised came later")
  void writtenLater() {
    // Both incidents were over when the first item was done: it was not all that was to be done.
    assertThat(claims(done("OPS-1", 0, 2, 9, 5), done("OPS-2", 3, 6, 20, 12)))
        .containsExactly(claim(12, "OPS-1", "OPS-2"));
  }

  @Test
  @DisplayName("again after it came back, and the first claim stands")
  void again() {
    assertThat(claims(done("OPS-1", 0, 2, 9, 5), done("OPS-2", 30, 33, 40, 38)))
        .containsExactly(claim(5, "OPS-1"), claim(38, "OPS-2"));
    assertThat(claims(done("OPS-1", 0, 2, 9, 5), open("OPS-2", 30, 33, 40)))
        .containsExactly(claim(5, "OPS-1"));
  }

  @Test
  @DisplayName("with all that was closed since the claim before, also what was left over from it")
  void leftOver() {
    assertThat(
            claims(
                done("OPS-1", 0, 2, 9, 5),
                done("OPS-2", 0, 2, 9, 35),
                done("OPS-3", 30, 33, 40, 38)))
        .containsExactly(claim(38, "OPS-1", "OPS-2", "OPS-3"));
  }

  private static List<FixClaim> claims(CausePromise... promises) {
    return FixClaim.of(FixClaim.Basis.ACTION_ITEMS, Arrays.asList(promises));
  }

  private static FixClaim claim(int day, String... evidence) {
    return new FixClaim(day(day), FixClaim.Basis.ACTION_ITEMS, List.of(evidence));
  }
}
