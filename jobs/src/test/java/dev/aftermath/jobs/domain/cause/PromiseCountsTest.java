package dev.aftermath.jobs.domain.cause;

import static dev.aftermath.jobs.domain.cause.Promises.day;
import static dev.aftermath.jobs.domain.cause.Promises.done;
import static dev.aftermath.jobs.domain.cause.Promises.open;
import static dev.aftermath.jobs.domain.cause.Promises.promise;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.postmortem.ActionItem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The promises about a cause")
class PromiseCountsTest {

  @Test
  @DisplayName("are open, overdue or done; the oldest open one tells the age")
  void counts() {
    PromiseCounts counts =
        PromiseCounts.of(
            List.of(
                open("OPS-1", 0, 2, 10),
                open("OPS-2", 5, 7, 40),
                open("OPS-3", 5, 8, null),
                done("OPS-4", 0, 1, 5, 4),
                done("OPS-5", 0, 1, 5, null),
                promise("OPS-6", 0, ActionItem.State.CANCELLED, 1, 3, null)),
            day(20).plus(Duration.ofHours(23)));

    assertThat(counts).isEqualTo(new PromiseCounts(3, 1, 2, 18L, day(10)));
  }

  @Test
  @DisplayName("are overdue from the moment they are due")
  void due() {
    assertThat(PromiseCounts.of(List.of(open("OPS-1", 0, 2, 10)), day(10)).overdueCount())
        .isEqualTo(1);
    assertThat(
            PromiseCounts.of(List.of(open("OPS-1", 0, 2, 10)), day(10).minusMillis(1))
                .overdueCount())
        .isZero();
  }

  @Test
  @DisplayName("have neither age nor date where none is open, or nobody says when")
  void unknown() {
    assertThat(PromiseCounts.of(List.of(), day(9)))
        .isEqualTo(new PromiseCounts(0, 0, 0, null, null));
    assertThat(
            PromiseCounts.of(
                List.of(promise("OPS-1", 0, ActionItem.State.OPEN, null, null, null)), day(9)))
        .isEqualTo(new PromiseCounts(1, 0, 0, null, null));
  }
}
