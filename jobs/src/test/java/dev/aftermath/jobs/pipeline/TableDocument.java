package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.lake.Layer;
import dev.aftermath.jobs.lake.TableSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;

/**
 * The contract of the tables as a page: what each table's class says of it in its Javadoc, its key
 * and its columns. Nothing is written twice: the words are read from the sources.
 */
final class TableDocument {
  private static final String INTRODUCTION =
      """
      # Tables

      Every table of the lake is a Delta table below the lake's root, at `layer/name`, and a view of
      that name in `aftermath query`. The gold tables are a contract: a column keeps its name, type
      and meaning, and a key identifies one row. They use the plain Delta protocol, without deletion
      vectors or column mapping, so that any reader of Delta opens them. Bronze and silver tables
      serve the platform; they may change with it.

      Names tell units: `_seconds` and `_ratio` (0 to 1), `_count` for whole numbers, `_at` for
      instants. Instants are microseconds in UTC, intervals include their start and exclude their
      end. Null means that there is nothing to tell; it never means 0.
      """;

  private static final Pattern DOCUMENTED_CLASS =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*public final class (\\w+)", Pattern.DOTALL);
  private static final Pattern TABLE_NAME =
      Pattern.compile("TableSpec\\.\\w+\\(\\s*\"(\\w+)\"", Pattern.DOTALL);

  private TableDocument() {}

  /**
   * The page.
   *
   * @param sources the folder that holds the sources of the tables' classes
   */
  static String of(List<TableSpec> tables, Path sources) {
    Map<String, String> descriptions = descriptions(sources);
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Layer layer : List.of(Layer.GOLD, Layer.SILVER, Layer.BRONZE, Layer.OPERATIONS)) {
      page.append("\n## ").append(title(layer)).append('\n');
      for (TableSpec table : tables) {
        if (table.layer() == layer) {
          append(page, table, descriptions);
        }
      }
    }
    return page.toString();
  }

  private static String title(Layer layer) {
    String name = layer.name().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static void append(
      StringBuilder page, TableSpec table, Map<String, String> descriptions) {
    String description = descriptions.get(table.name());
    if (description == null) {
      throw new IllegalStateException("No class documents the table " + table.name());
    }
    page.append("\n### ").append(table.name()).append("\n\n").append(description);
    page.append("\n\nKey: ").append(String.join(", ", quoted(table.key()))).append("\n\n");
    page.append("| column | type | null |\n| --- | --- | --- |\n");
    for (StructField field : table.schema().fields()) {
      page.append("| `").append(field.name()).append("` | ");
      page.append(field.dataType().sql()).append(" | ");
      page.append(field.nullable() ? "may be" : "never").append(" |\n");
    }
  }

  private static List<String> quoted(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").toList();
  }

  /** What the classes say, by the table's name. */
  private static Map<String, String> descriptions(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      Map<String, String> descriptions = new TreeMap<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        Matcher table = TABLE_NAME.matcher(source);
        Matcher documented = DOCUMENTED_CLASS.matcher(source);
        if (table.find() && documented.find()) {
          descriptions.put(table.group(1), markdown(documented.group(1)));
        }
      }
      return descriptions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String markdown(String javadoc) {
    List<String> lines = new ArrayList<>();
    for (String line : javadoc.split("\n", -1)) {
      lines.add(line.strip().replaceFirst("^\\*\\s?", ""));
    }
    return String.join("\n", lines)
        .strip()
        .replaceAll("\\{@(?:code|link)\\s+(?:[\\w.]+\\.)?([^}]*)}", "`$1`")
        .replaceAll("\\n {2,}(?!<li>)", " ")
        .replaceAll("</?ul>", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .replaceAll("(?m)^\\s*<li>", "- ")
        .replaceAll("(?m)^<p>", "")
        .strip();
  }
}
