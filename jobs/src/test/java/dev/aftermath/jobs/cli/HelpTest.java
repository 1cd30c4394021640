package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.Catalogue;
import dev.aftermath.jobs.testing.SparkTest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

@SparkTest
@DisplayName("The help of every command")
class HelpTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  @DisplayName("begins with one whole sentence, which the list of commands shows")
  void sentences(String name) {
    assertThat(command(name).usageMessage().description()[0])
        .matches("[A-Z].*\\.")
        .hasSizeLessThanOrEqualTo(100);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  @DisplayName("describes every option in words")
  void options(String name) {
    for (OptionSpec option : command(name).options()) {
      assertThat(String.join(" ", option.description()))
          .as(option.longestName())
          .matches("[A-Za-z].*\\.")
          .doesNotStartWith("Default");
      if (option.arity().max() > 0) {
        assertThat(option.paramLabel()).as(option.longestName()).matches("[A-Z]+");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  @DisplayName("gives examples that the command line takes")
  void examples(String example) {
    List<String> words = words(example);

    CommandLine.ParseResult parsed =
        Main.commands().parseArgs(words.subList(1, words.size()).toArray(String[]::new));

    assertThat(words.get(0)).isEqualTo("aftermath");
    assertThat(parsed.hasSubcommand()).isTrue();
  }

  @Test
  @DisplayName("asks in its examples for tables and columns that there are")
  void questions(SparkSession spark) {
    for (TableSpec table : Catalogue.tables()) {
      spark.createDataFrame(List.of(), table.schema()).createOrReplaceTempView(table.name());
    }
    List<String> questions =
        examples()
            .map(HelpTest::words)
            .filter(words -> words.get(1).equals("query"))
            .toList()
            .stream()
            .map(words -> words.get(words.size() - 1))
            .toList();

    assertThat(questions).isNotEmpty();
    assertThat(questions)
        .allSatisfy(question -> assertThat(spark.sql(question).columns()).isNotEmpty());
  }

  static Stream<String> commands() {
    return specs().map(spec -> spec.qualifiedName(" ")).filter(name -> !name.endsWith(" help"));
  }

  static Stream<String> examples() {
    return specs()
        .flatMap(spec -> Stream.of(spec.usageMessage().footer()))
        .map(String::strip)
        .filter(line -> line.startsWith("aftermath "));
  }

  private static CommandSpec command(String name) {
    return specs().filter(spec -> spec.qualifiedName(" ").equals(name)).findAny().orElseThrow();
  }

  private static Stream<CommandSpec> specs() {
    return below(Main.commands().getCommandSpec());
  }

  private static Stream<CommandSpec> below(CommandSpec spec) {
    return Stream.concat(
        Stream.of(spec),
        spec.subcommands().values().stream().flatMap(line -> below(line.getCommandSpec())));
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words;
  }
}
