package dev.aftermath.jobs.domain.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sample is late when an export that ends no later passed it over;")
class LateSamplesTest {
  @Test
  @DisplayName("one that only a later export has, between two that the earlier one has, is late")
  void passedOver() {
    // The export that ends at 60 has 10, 20, 50: of 15, 30 and 40 it must have known.
    assertThat(late(export(60, 10, 20, 50), export(90, 10, 15, 20, 30, 40, 50))).isEqualTo(3);
  }

  @Test
  @DisplayName("samples before the first or after the last of an export are not")
  void outside() {
    assertThat(late(export(60, 20, 50), export(90, 10, 20, 50, 60, 70))).isZero();
    assertThat(late(export(60, 20), export(90, 10, 20, 30))).isZero();
    assertThat(late(export(60, 10, 20, 30), export(90, 30, 40, 50))).isZero();
  }

  @Test
  @DisplayName("what a later export lost is not")
  void lost() {
    assertThat(late(export(60, 10, 20, 30), export(90, 10, 30))).isZero();
    // A third one, which ended before both, passed 20 over as well.
    assertThat(late(export(60, 10, 20, 30), export(90, 10, 30), export(30, 10, 30))).isEqualTo(1);
  }

  @Test
  @DisplayName("of exports that end together neither is the earlier, and both samples are late")
  void together() {
    assertThat(late(export(60, 10, 20, 40), export(60, 10, 30, 40))).isEqualTo(2);
    assertThat(late(export(60, 10, 20, 40), export(60, 10, 20, 40))).isZero();
  }

  @Test
  @DisplayName("one export alone has none, and the order of exports says nothing")
  void anyOrder() {
    assertThat(late(export(60, 10, 20, 40))).isZero();
    List<long[]> exports =
        new ArrayList<>(
            List.of(
                export(60, 10, 20, 50),
                export(90, 10, 15, 20, 30, 50, 80),
                export(85, 15, 40, 80),
                export(100, 70, 75, 80, 95)));
    // Of 10 to 80: 15, 30 by the first; 40 by it too; 70 and 75 by the second and the third.
    for (int seed = 0; seed < 24; seed++) {
      Collections.shuffle(exports, new Random(seed));
      assertThat(late(exports.toArray(long[][]::new))).isEqualTo(5);
    }
  }

  /** The end of an export, and its instants of the series. */
  private static long[] export(long... endAndInstants) {
    return endAndInstants;
  }

  private static long late(long[]... exports) {
    LateSamples late = new LateSamples();
    for (long[] export : exports) {
      late.add(export[0], LongStream.of(export).skip(1).toArray());
    }
    return late.count();
  }
}
