package dev.aftermath.jobs.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real Alertmanager on a free port of this machine, with a data folder of its own. Needs Debian's
 * {@code prometheus-alertmanager} package; without it the test is skipped.
 */
public final class AlertmanagerServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
  private static final int LONGEST_START_TENTHS = 300;

  private final Process process;
  private final URI address;

  private AlertmanagerServer(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Skips the running test with one line when the program is not installed. */
  public static void assumeInstalled() {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "Skipped: " + PROGRAM + " is not installed (Debian package prometheus-alertmanager)");
  }

  /** Starts a server on a folder and waits until it answers. */
  public static AlertmanagerServer start(Path folder, String configuration)
      throws IOException, InterruptedException {
    int port = PushgatewayServer.freePort();
    Path file = Files.writeString(folder.resolve("alertmanager.yml"), configuration);
    Path log = folder.resolve("alertmanager.log");
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + file,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    AlertmanagerServer server =
        new AlertmanagerServer(process, URI.create("http://127.0.0.1:" + port));
    for (int tenths = 0; tenths < LONGEST_START_TENTHS && process.isAlive(); tenths++) {
      try {
        if (send(server.request("/-/ready").build()).statusCode() == 200) {
          return server;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(100);
    }
    server.close();
    throw new IllegalStateException("alertmanager did not start: " + Files.readString(log));
  }

  /** Tells it of alerts, as Prometheus does. */
  public void post(String alerts) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            request("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(alerts))
                .build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("alertmanager refused: " + answer.body());
    }
  }

  /** What it answers to who asks for its alerts. */
  public String snapshot() throws IOException, InterruptedException {
    return send(request("/api/v2/alerts").build()).body();
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

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
