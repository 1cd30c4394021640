package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.Timestamps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What rows tell and what they ought to tell, each as a line under a key. */
final class Lines {
  private Lines() {}

  /** Values as a line or a key, numbers with a fraction to the millionth. */
  static String line(@Nullable Object... values) {
    return Arrays.stream(values).map(Lines::shown).collect(Collectors.joining("\t"));
  }

  private static String shown(@Nullable Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_EVEN).toPlainString()
        : String.valueOf(value);
  }

  /** The rows by some of their columns; no two may have the same key. */
  static Map<String, String> rows(Dataset<Row> rows, List<String> keys, List<String> values) {
    Map<String, String> lines = new HashMap<>();
    String[] columns = Stream.concat(keys.stream(), values.stream()).toArray(String[]::new);
    Iterator<Row> all = Timestamps.asText(rows.selectExpr(columns)).toLocalIterator();
    while (all.hasNext()) {
      Row row = all.next();
      Object[] cells = IntStream.range(0, row.length()).mapToObj(row::get).toArray();
      String key = line(Arrays.copyOfRange(cells, 0, keys.size()));
      String told = line(Arrays.copyOfRange(cells, keys.size(), cells.length));
      assertThat(lines.put(key, told)).as(key).isNull();
    }
    return lines;
  }

  /** A part of a whole; null of nothing. */
  static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : Double.valueOf((double) part / whole);
  }

  /** Fails with the first lines that differ. */
  static void assertSame(String what, Map<String, String> expected, Map<String, String> computed) {
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(computed.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      if (!Objects.equals(expected.get(key), computed.get(key))) {
        differences.add(
            key + "\n  true     " + expected.get(key) + "\n  computed " + computed.get(key));
      }
    }
    assertThat(differences.stream().limit(10))
        .as("%s: %d of %d differ, first of them", what, differences.size(), keys.size())
        .isEmpty();
  }
}
