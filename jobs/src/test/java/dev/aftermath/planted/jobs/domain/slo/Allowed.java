package dev.aftermath.planted.jobs.domain.slo;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SplittableRandom;

/** What the domain may do: be serializable, write to memory, draw from a given seed. */
public record Allowed(Instant at, BigDecimal value) implements Serializable {

  static int drawn(long seed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(1);
    return new SplittableRandom(seed).nextInt() + bytes.size();
  }
}
