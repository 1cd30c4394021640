package dev.aftermath.jobs.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Answers of the Prometheus API for a fleet: one file per day and block of series. */
final class FleetExports {
  private static final int SLOS_PER_FILE = 125;

  private FleetExports() {}

  /** Writes all days; the files' names begin with their day. */
  static void write(FleetShape shape, Path folder) throws IOException {
    Files.createDirectories(folder);
    int blocks = (shape.slos() + SLOS_PER_FILE - 1) / SLOS_PER_FILE;
    IntStream.range(0, blocks).parallel().forEach(block -> writeBlock(shape, folder, block));
  }

  private static void writeBlock(FleetShape shape, Path folder, int block) {
    int first = block * SLOS_PER_FILE;
    int last = Math.min(shape.slos(), first + SLOS_PER_FILE);
    List<FleetSeries> fleet = new ArrayList<>();
    for (int slo = first; slo < last; slo++) {
      fleet.add(new FleetSeries(shape, slo));
    }
    ByteText text = new ByteText();
    for (int day = 0; day < shape.days(); day++) {
      LocalDate date = shape.firstDay().plusDays(day);
      text.add("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
      for (int slo = first; slo < last; slo++) {
        FleetSeries series = fleet.get(slo - first);
        series.next(date.toEpochDay());
        text.add(slo == first ? "" : ",");
        append(text, FleetShape.TOTAL, slo, series, series.total);
        text.add(",");
        append(text, FleetShape.GOOD, slo, series, series.good);
      }
      text.add("]}}\n");
      Path file = folder.resolve(date + "-" + block + ".json");
      try (OutputStream out = Files.newOutputStream(file)) {
        text.writeTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + file, e);
      }
    }
  }

  private static void append(
      ByteText text, String metric, int slo, FleetSeries series, double[] values) {
    text.add("{\"metric\":{\"__name__\":\"" + metric + "\",\"slo\":\"" + FleetShape.name(slo));
    text.add("\"},\"values\":[");
    for (int i = 0; i < series.count(); i++) {
      text.add(i == 0 ? "[" : ",[").addSeconds(series.epochMillis[i]);
      text.add(",\"").add((long) values[i]).add("\"]");
    }
    text.add("]}");
  }
}
