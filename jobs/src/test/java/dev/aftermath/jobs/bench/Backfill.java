package dev.aftermath.jobs.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * Fills a Prometheus data folder with a fleet: for each stretch of time that makes one block a text
 * in OpenMetrics, which promtool turns into the block before it is deleted.
 */
final class Backfill {
  private static final long BLOCK_HOURS = 162;
  private static final long BLOCK_MILLIS = BLOCK_HOURS * 3_600_000L;
  private static final long DAY_MILLIS = 86_400_000L;

  private final FleetShape shape;
  private final Path work;

  Backfill(FleetShape shape, Path work) {
    this.shape = shape;
    this.work = work;
  }

  void run() throws IOException {
    Files.createDirectories(work.resolve("prometheus"));
    long first = Math.floorDiv(shape.firstDay().toEpochDay() * DAY_MILLIS, BLOCK_MILLIS);
    long last = Math.floorDiv(shape.end().toEpochDay() * DAY_MILLIS - 1, BLOCK_MILLIS);
    LongStream.rangeClosed(first, last).parallel().forEach(this::block);
  }

  private void block(long block) {
    Path text = work.resolve("block-" + block + ".om");
    try {
      write(block * BLOCK_MILLIS, (block + 1) * BLOCK_MILLIS, text);
      Process promtool =
          new ProcessBuilder(
                  "promtool",
                  "tsdb",
                  "create-blocks-from",
                  "--quiet",
                  "--max-block-duration=" + BLOCK_HOURS + "h",
                  "openmetrics",
                  text.toString(),
                  work.resolve("prometheus").toString())
              .inheritIO()
              .start();
      if (promtool.waitFor() != 0) {
        throw new IllegalStateException("promtool refused " + text);
      }
      Files.delete(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot fill Prometheus", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(long from, long to, Path file) throws IOException {
    ByteText total = new ByteText().add("# TYPE requests counter\n");
    ByteText good = new ByteText().add("# TYPE requests_good counter\n");
    for (int slo = 0; slo < shape.slos(); slo++) {
      FleetSeries series = new FleetSeries(shape, slo);
      String labels =
          "{slo=\"" + FleetShape.name(slo) + "\",window=\"" + FleetShape.window(slo) + "\"} ";
      byte[] totalName =
          (FleetShape.TOTAL + labels).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      byte[] goodName =
          (FleetShape.GOOD + labels).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      for (int day = 0; day < shape.days(); day++) {
        long epochDay = shape.firstDay().toEpochDay() + day;
        if (epochDay * DAY_MILLIS >= to) {
          break;
        }
        series.next(epochDay);
        for (int i = 0; i < series.count(); i++) {
          long millis = series.epochMillis[i];
          if (millis >= from && millis < to) {
            add(total, totalName, series.total[i], millis);
            add(good, goodName, series.good[i], millis);
          }
        }
      }
    }
    good.add("# EOF\n");
    try (OutputStream out = Files.newOutputStream(file)) {
      total.writeTo(out);
      good.writeTo(out);
    }
  }

  private static void add(ByteText text, byte[] name, double value, long millis) {
    text.add(name).add((long) value).add(" ").addSeconds(millis).add("\n");
  }
}
