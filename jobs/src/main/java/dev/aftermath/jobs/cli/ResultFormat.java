package dev.aftermath.jobs.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** How rows are printed: for a person, a spreadsheet or a program. */
enum ResultFormat {
  TABLE {
    @Override
    void print(List<String> columns, List<List<@Nullable Object>> rows, PrintWriter out) {
      List<List<String>> cells = new ArrayList<>();
      cells.add(columns);
      rows.forEach(row -> cells.add(row.stream().map(ResultFormat::forPeople).toList()));
      int[] widths = new int[columns.size()];
      for (List<String> row : cells) {
        for (int i = 0; i < widths.length; i++) {
          widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
        }
      }
      for (int line = 0; line < cells.size(); line++) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
          String cell = cells.get(line).get(i);
          boolean number = line > 0 && rows.get(line - 1).get(i) instanceof Number;
          String space = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
          text.append(i == 0 ? "" : "  ").append(number ? space + cell : cell + space);
        }
        out.println(text.toString().stripTrailing());
        if (line == 0) {
          out.println(String.join("  ", Arrays.stream(widths).mapToObj("-"::repeat).toList()));
        }
      }
    }
  },
  CSV {
    @Override
    void print(List<String> columns, List<List<@Nullable Object>> rows, PrintWriter out) {
      try {
        CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
        printer.printRecord(columns);
        for (List<@Nullable Object> row : rows) {
          printer.printRecord(row.stream().map(ResultFormat::flat).toList());
        }
        printer.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  JSON {
    @Override
    void print(List<String> columns, List<List<@Nullable Object>> rows, PrintWriter out) {
      JsonMapper json = new JsonMapper();
      ArrayNode array = json.createArrayNode();
      for (List<@Nullable Object> row : rows) {
        ObjectNode object = array.addObject();
        for (int i = 0; i < columns.size(); i++) {
          object.set(columns.get(i), json.valueToTree(plain(row.get(i))));
        }
      }
      out.println(array.toPrettyString());
    }
  };

  private static final int WIDEST_CELL = 60;

  abstract void print(List<String> columns, List<List<@Nullable Object>> rows, PrintWriter out);

  private static String forPeople(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    // Control characters in data must not reach a terminal.
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= WIDEST_CELL ? plain : plain.substring(0, WIDEST_CELL - 1) + "…";
  }

  /** A cell has room for one value: fields with their names, elements behind semicolons. */
  private static @Nullable Object flat(@Nullable Object value) {
    if (value instanceof Map<?, ?> fields) {
      return fields.entrySet().stream()
          .filter(field -> field.getValue() != null)
          .map(field -> field.getKey() + "=" + field.getValue())
          .collect(Collectors.joining(" "));
    }
    return value instanceof Collection<?> elements
        ? elements.stream()
            .map(element -> String.valueOf(flat(element)))
            .collect(Collectors.joining("; "))
        : value;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Collection<?> elements) {
      return elements.stream().map(ResultFormat::plain).toList();
    }
    if (value instanceof Map<?, ?> fields) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      fields.forEach((name, field) -> plain.put(String.valueOf(name), plain(field)));
      return plain;
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }
}
