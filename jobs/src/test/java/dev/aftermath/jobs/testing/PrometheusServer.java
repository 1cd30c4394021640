package dev.aftermath.jobs.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Prometheus server on a free port of this machine, with a data folder of its own. Needs
 * Debian's {@code prometheus} package; without it the test is skipped.
 */
public final class PrometheusServer implements AutoCloseable {
  private static final long LONGEST_START_SECONDS = 60;

  private final Process process;
  private final URI address;

  private PrometheusServer(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Skips the running test with one line when the server's programs are not installed. */
  public static void assumeInstalled() {
    for (String program : List.of("prometheus", "promtool")) {
      assumeTrue(
          Files.isExecutable(Path.of("/usr/bin", program)),
          "Skipped: /usr/bin/" + program + " is not installed (Debian package prometheus)");
    }
  }

  /**
   * Fills the data folder with blocks from an OpenMetrics file, before the server starts.
   *
   * @param openMetrics timestamps in seconds, ends with {@code # EOF}
   * @param folder any empty folder, to be given to {@link #start}
   */
  public static void backFill(Path openMetrics, Path folder) throws Exception {
    Path log = folder.resolve("promtool.log");
    Process promtool =
        new ProcessBuilder(
                "/usr/bin/promtool",
                "tsdb",
                "create-blocks-from",
                "--max-block-duration=768h",
                "openmetrics",
                openMetrics.toString(),
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!promtool.waitFor(300, TimeUnit.SECONDS) || promtool.exitValue() != 0) {
      promtool.destroyForcibly();
      throw new IllegalStateException("promtool failed: " + Files.readString(log));
    }
  }

  /** Starts a server on the folder with further flags, and waits until it answers. */
  public static PrometheusServer start(Path folder, String... flags) throws Exception {
    return configured(folder, "scrape_configs: []\n", flags);
  }

  /**
   * Starts a server that scrapes a target twice a second, and waits until it answers.
   *
   * @param target host and port
   */
  public static PrometheusServer scraping(Path folder, String target, String... flags)
      throws Exception {
    return configured(
        folder,
        """
        scrape_configs:
          - job_name: target
            scrape_interval: 500ms
            scrape_timeout: 500ms
            static_configs:
              - targets: ["%s"]
        """
            .formatted(target),
        flags);
  }

  private static PrometheusServer configured(Path folder, String content, String... flags)
      throws Exception {
    int port = freePort();
    Path config = Files.writeString(folder.resolve("prometheus.yml"), content);
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"));
    command.addAll(List.of(flags));
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    PrometheusServer server = new PrometheusServer(process, URI.create("http://127.0.0.1:" + port));
    if (!server.becomesReady()) {
      server.close();
      throw new IllegalStateException("prometheus did not start: " + Files.readString(log));
    }
    return server;
  }

  /** Where the server answers, such as {@code http://127.0.0.1:40123}. */
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean becomesReady() throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(address.resolve("/-/ready")).build();
    for (long tenths = 0; tenths < LONGEST_START_SECONDS * 10 && process.isAlive(); tenths++) {
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return true;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(100);
    }
    return false;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
