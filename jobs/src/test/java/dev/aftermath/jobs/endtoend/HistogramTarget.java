package dev.aftermath.jobs.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A service that exposes {@code request_seconds} as a native histogram of few buckets, in the only
 * format that has them, and remembers what it observed.
 */
final class HistogramTarget implements AutoCloseable {
  private static final int BUCKETS = 8;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusProtobufWriter writer = new PrometheusProtobufWriter();
  private final Histogram histogram =
      Histogram.builder()
          .name("request_seconds")
          .help("Time that a request took")
          .nativeOnly()
          .nativeInitialSchema(5)
          .nativeMaxNumberOfBuckets(BUCKETS)
          .register(registry);
  private final List<Double> observed = new ArrayList<>();
  private final HttpServer server;

  private HistogramTarget(HttpServer server) {
    this.server = server;
  }

  static HistogramTarget start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HistogramTarget target = new HistogramTarget(server);
    server.createContext("/metrics", target::expose);
    server.start();
    return target;
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void observe(double seconds, int times) {
    for (int i = 0; i < times; i++) {
      histogram.observe(seconds);
      observed.add(seconds);
    }
  }

  /** Begins anew, as after a restart; what was observed stays remembered. */
  void restart() {
    histogram.clear();
    histogram.initLabelValues();
  }

  long observedCount() {
    return observed.size();
  }

  long observedUpTo(double seconds) {
    return observed.stream().filter(each -> each <= seconds).count();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void expose(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writer.write(body, registry.scrape());
    exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
    exchange.sendResponseHeaders(200, body.size());
    exchange.getResponseBody().write(body.toByteArray());
    exchange.close();
  }
}
