package dev.aftermath.jobs.domain.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SampleMergeTest {
  @Test
  @DisplayName("Merged in any order: equal samples are duplicates, differing ones a conflict")
  void duplicates() {
    // At 1 four of two values: two are too many. At 2 three NaNs, which are one value.
    List<byte[]> chunks = new ArrayList<>();
    chunks.add(SampleChunk.encode(new long[] {1, 2}, new double[] {5, Double.NaN}, 2));
    chunks.add(SampleChunk.encode(new long[] {1, 2}, new double[] {7, Double.NaN}, 2));
    chunks.add(SampleChunk.encode(new long[] {1, 2}, new double[] {5, Double.NaN}, 2));
    chunks.add(SampleChunk.encode(new long[] {1, 3}, new double[] {7, 9}, 2));
    for (int seed = 0; seed < 24; seed++) {
      Collections.shuffle(chunks, new Random(seed));
      SampleMerge merge = new SampleMerge();
      chunks.forEach(merge::add);

      assertThat(merge.duplicateCount()).isEqualTo(4);
      assertThat(merge.conflictCount()).isEqualTo(1);
      assertThat(merge.count()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("A chunk alone, and chunks that follow each other, have no duplicates")
  void none() {
    SampleMerge merge = new SampleMerge();
    merge.add(SampleChunk.encode(new long[] {1, 2}, new double[] {5, 5}, 2));
    assertThat(merge.duplicateCount()).isZero();
    merge.add(SampleChunk.encode(new long[] {3}, new double[] {5}, 1));
    assertThat(merge.duplicateCount()).isZero();
  }
}
