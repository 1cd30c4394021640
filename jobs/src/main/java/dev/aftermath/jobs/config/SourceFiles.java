package dev.aftermath.jobs.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads the sources of exports from {@code conf/sources/*.yaml}, one or more to a file. */
public final class SourceFiles {
  private SourceFiles() {}

  /**
   * The sources of a folder, in the order of their files' names.
   *
   * @throws InvalidSettingsException with every problem of every file
   * @throws IOException when the folder cannot be read
   */
  public static List<SourceDefinition> load(Path folder) throws IOException {
    Problems problems = new Problems();
    List<SourceDefinition> sources = new ArrayList<>();
    Map<String, YamlNode> names = new HashMap<>();
    for (Path file : files(folder)) {
      try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        for (YamlNode document : YamlNode.documents(file.toString(), text, problems)) {
          SourceDefinition source = SourceParser.parse(document);
          sources.add(source);
          YamlNode earlier = names.putIfAbsent(source.name(), document);
          if (earlier != null && !source.name().isEmpty()) {
            problems.at(
                document.find("source").orElse(document),
                "Source \"" + source.name() + "\" is defined already in " + earlier.file());
          }
        }
      }
    }
    sources.forEach(
        source -> checkPullIsClaimed(source, sources, names.get(source.name()), problems));
    problems.throwIfAny();
    return List.copyOf(sources);
  }

  /**
   * The sources of one text.
   *
   * @param file its name, for messages
   * @throws InvalidSettingsException with every problem
   */
  public static List<SourceDefinition> read(String file, Reader text) throws IOException {
    Problems problems = new Problems();
    List<SourceDefinition> sources =
        YamlNode.documents(file, text, problems).stream().map(SourceParser::parse).toList();
    problems.throwIfAny();
    return sources;
  }

  /** What is pulled for one source must not be taken for exports of another. */
  private static void checkPullIsClaimed(
      SourceDefinition source,
      List<SourceDefinition> sources,
      @Nullable YamlNode document,
      Problems problems) {
    if (source.pull().isEmpty() || document == null) {
      return;
    }
    String file = source.pull().get().exampleFile();
    sources.stream()
        .filter(other -> other.groupOf(file).isPresent())
        .findFirst()
        .filter(claimant -> !claimant.name().equals(source.name()))
        .ifPresent(
            claimant ->
                problems.at(
                    document.find("pull").orElse(document),
                    "Invalid pull: a pulled file such as "
                        + file
                        + " is claimed by source \""
                        + claimant.name()
                        + "\"; narrow its match"));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> path.toString().endsWith(".yaml") || path.toString().endsWith(".yml"))
          .sorted()
          .toList();
    }
  }
}
