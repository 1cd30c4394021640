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
import java.util.concurrent.TimeUnit;

/**
 * A real Pushgateway on a free port of this machine. Needs Debian's {@code prometheus-pushgateway}
 * package; without it the test is skipped.
 */
public final class PushgatewayServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-pushgateway");
  private static final int LONGEST_START_TENTHS = 300;

  private final Process process;
  private final URI address;

  private PushgatewayServer(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Skips the running test with one line when the program is not installed. */
  public static void assumeInstalled() {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "Skipped: " + PROGRAM + " is not installed (Debian package prometheus-pushgateway)");
  }

  /** Starts a gateway and waits until it answers. */
  public static PushgatewayServer start() throws IOException, InterruptedException {
    int port = freePort();
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    PushgatewayServer server =
        new PushgatewayServer(process, URI.create("http://127.0.0.1:" + port));
    for (int tenths = 0; tenths < LONGEST_START_TENTHS && process.isAlive(); tenths++) {
      try {
        if (server.get("/-/ready").statusCode() == 200) {
          return server;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(100);
    }
    server.close();
    throw new IllegalStateException(PROGRAM + " did not start");
  }

  /** Where the gateway answers, such as {@code http://127.0.0.1:40123}. */
  public URI address() {
    return address;
  }

  /** What a Prometheus server would scrape. */
  public String scrape() throws IOException, InterruptedException {
    return get("/metrics").body();
  }

  /** A port of this machine on which nobody listens. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
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

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
