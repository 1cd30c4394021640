package dev.aftermath.planted.jobs.silver;

import dev.aftermath.planted.jobs.bronze.Landed;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** Silver reads bronze, and encodes what has an encoder of its own. */
record Allowed(Landed landed) {
  static Encoder<String> encoder() {
    return Encoders.STRING();
  }
}
