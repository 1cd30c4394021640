package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a CSV file.
 *
 * @param position counted from 1 without the header
 * @param line the line it begins on, counted from 1
 * @param indexes where each column of the header stands
 */
record CsvRow(long position, long line, Map<String, Integer> indexes, List<String> values) {

  /** The column's value without space around it; null when there is no such column or value. */
  @Nullable String value(String column) {
    Integer index = indexes.get(column);
    if (index == null) {
      return null;
    }
    String value = values.get(index).strip();
    return value.isEmpty() ? null : value;
  }

  /** The row as a JSON object, values as they stand in the file. */
  String asJson() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    indexes.forEach((column, index) -> object.put(column, values.get(index)));
    return object.toString();
  }
}
