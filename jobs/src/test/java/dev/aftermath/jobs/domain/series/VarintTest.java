package dev.aftermath.jobs.domain.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Numbers and texts in few bytes")
class VarintTest {
  @Test
  @DisplayName("take seven bits a byte, the lowest first")
  void layout() {
    VarintWriter out = new VarintWriter(1);
    out.write(300);
    out.writeSigned(-1);
    out.writeText("ü");
    assertThat(out.toByteArray()).containsExactly(0xAC, 0x02, 0x01, 0x02, 0xC3, 0xBC);
  }

  @Test
  @DisplayName("are read as they were written, however little room was expected")
  void roundTrip() {
    String longer = "incident/".repeat(1_000);
    VarintWriter out = new VarintWriter(1);
    out.writeText("");
    out.writeText(longer);
    out.writeSigned(Long.MIN_VALUE);
    out.writeSigned(Long.MAX_VALUE);
    out.write(0);

    VarintReader in = new VarintReader(out.toByteArray());
    assertThat(in.readText()).isEmpty();
    assertThat(in.readText()).isEqualTo(longer);
    assertThat(in.readSigned()).isEqualTo(Long.MIN_VALUE);
    assertThat(in.readSigned()).isEqualTo(Long.MAX_VALUE);
    assertThat(in.read()).isZero();
  }
}
