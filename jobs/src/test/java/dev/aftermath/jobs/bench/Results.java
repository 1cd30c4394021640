package dev.aftermath.jobs.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What was measured, a JSON object per line; the report is made of all such files. */
final class Results {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final String part;

  Results(Path file, String part) {
    this.file = file;
    this.part = part;
  }

  /** Does the work and notes how long it took; {@code run} counts from 1, the cold one. */
  <T> T timed(String what, long run, Supplier<T> work) {
    long began = System.nanoTime();
    T result = work.get();
    seconds(what, run, (System.nanoTime() - began) / 1e9);
    return result;
  }

  void seconds(String what, long run, double seconds) {
    note(Map.of("what", what, "run", run, "seconds", seconds));
    say(String.format("  ours: %-40s run %d  %8.2f s", what, run, seconds));
  }

  void value(String what, Object value) {
    note(Map.of("what", what, "value", value));
  }

  /** The most memory that the process ever held, as its system says; and the heap it was given. */
  void memory(String what) {
    try {
      List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
      status.stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .forEach(line -> value(what + " peak_mib", kibibytes(line) / 1024));
    } catch (IOException e) {
      say("  peak memory is not known here: " + e.getMessage());
    }
    value(what + " heap_mib", Runtime.getRuntime().maxMemory() >> 20);
    value("java", Runtime.version().toString());
  }

  static void say(String line) {
    System.err.println(line);
  }

  static double secondsSince(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) / 1000.0;
  }

  private static long kibibytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  private void note(Map<String, Object> fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("part", part);
    line.put("system", "ours");
    line.putAll(fields);
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
