package dev.aftermath.jobs.config;

import dev.aftermath.jobs.sources.PullSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is pulled from a live server, and into which folder of the exports. */
public sealed interface PullDefinition {

  /** How the server is reached. */
  PullSettings server();

  /** The folder below the exports; what lies in its folders is claimed by the source. */
  String folder();

  /** A file as a pull would write it, below the exports. */
  String exampleFile();

  /**
   * Series of a Prometheus server.
   *
   * @param selectors series whose samples are pulled as they are stored
   * @param window the period in one file of such samples
   * @param queries expressions that are evaluated at every step
   * @param step the distance of two such points; null when there are no queries
   */
  record Prometheus(
      PullSettings server,
      String folder,
      List<String> selectors,
      Duration window,
      List<String> queries,
      @Nullable Duration step)
      implements PullDefinition {

    /** Takes copies. */
    public Prometheus {
      selectors = List.copyOf(selectors);
      queries = List.copyOf(queries);
    }

    @Override
    public String exampleFile() {
      return example(folder, "prometheus");
    }
  }

  /**
   * Log lines of a Loki server.
   *
   * @param queries log queries
   * @param limit lines in one file, as many as the server allows
   */
  record Loki(PullSettings server, String folder, List<String> queries, int limit)
      implements PullDefinition {

    /** Takes a copy. */
    public Loki {
      queries = List.copyOf(queries);
    }

    @Override
    public String exampleFile() {
      return example(folder, "loki");
    }
  }

  /** A file in a folder as a pull of the system would write it. */
  static String example(String folder, String system) {
    return folder + "/20261109T000000Z-20261116T000000Z/" + system + "-001.json";
  }
}
