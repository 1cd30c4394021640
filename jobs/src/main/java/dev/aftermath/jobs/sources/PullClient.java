package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks a server and asks again where that can help. */
final class PullClient {
  private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_REDIRECTS = 3;
  private static final int SHOWN = 300;

  private final PullSettings settings;
  private final Pause pause;
  private final HttpClient http;

  PullClient(PullSettings settings, Pause pause) {
    this.settings = settings;
    this.pause = pause;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    void waitFor(Duration duration) throws InterruptedException;
  }

  /** Takes an answer's body; it may be offered a second time when the first breaks off. */
  @FunctionalInterface
  interface Body {
    void take(InputStream content) throws IOException;
  }

  /**
   * Asks until the body was taken.
   *
   * @param path below the base address
   * @throws PullException when the server refuses, or still fails at the last attempt
   */
  void get(String path, Map<String, String> parameters, Body body) throws IOException {
    URI address = address(path, parameters);
    for (int attempt = 1; ; attempt++) {
      Failure failure = tryOnce(address, body);
      if (failure == null) {
        return;
      }
      Duration wait = failure.retryAfter().orElse(backOff(attempt));
      boolean again = failure.passing() && attempt < settings.attempts();
      if (!again || wait.compareTo(LONGEST_PAUSE) > 0) {
        throw new PullException(message(address, failure, attempt, again, wait), failure.status());
      }
      sleep(wait);
    }
  }

  /** Why an attempt failed. */
  private record Failure(
      int status, String cause, String remedy, boolean passing, Optional<Duration> retryAfter) {}

  private @Nullable Failure tryOnce(URI address, Body body) throws IOException {
    try {
      HttpResponse<InputStream> response = send(address);
      try (InputStream content = response.body()) {
        if (response.statusCode() == 200 && !isPage(response)) {
          body.take(content);
          return null;
        }
        return failure(response, content);
      }
    } catch (PullException e) {
      throw e;
    } catch (IOException e) {
      return new Failure(
          0,
          "failed: " + e,
          "Check the address, the network and the server's log.",
          true,
          Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PullException("GET " + address + " was interrupted.", 0);
    }
  }

  private HttpResponse<InputStream> send(URI address) throws IOException, InterruptedException {
    URI at = address;
    for (int redirects = 0; ; redirects++) {
      HttpResponse<InputStream> response =
          http.send(request(at), HttpResponse.BodyHandlers.ofInputStream());
      Optional<String> location = response.headers().firstValue("Location");
      if (response.statusCode() / 100 != 3 || location.isEmpty()) {
        return response;
      }
      response.body().close();
      URI target = at.resolve(location.get());
      if (redirects == MOST_REDIRECTS || !sameServer(at, target)) {
        throw new PullException(
            "GET "
                + at
                + " answered "
                + response.statusCode()
                + " and points to "
                + target.getScheme()
                + "://"
                + target.getAuthority()
                + ", which is not followed, as the token would go with it. Give the address of the"
                + " server itself.",
            response.statusCode());
      }
      at = target;
    }
  }

  private HttpRequest request(URI address) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(settings.timeout())
            .header("Accept", "application/json");
    settings.bearerToken().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    String tenant = settings.tenant();
    if (tenant != null) {
      request.header("X-Scope-OrgID", tenant);
    }
    return request.build();
  }

  private static boolean sameServer(URI one, URI other) {
    return one.getScheme().equals(other.getScheme())
        && one.getAuthority().equalsIgnoreCase(String.valueOf(other.getAuthority()));
  }

  private static boolean isPage(HttpResponse<InputStream> response) {
    return response
        .headers()
        .firstValue("Content-Type")
        .map(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
        .orElse(false);
  }

  private static Failure failure(HttpResponse<InputStream> response, InputStream content)
      throws IOException {
    int status = response.statusCode();
    String begin =
        new String(content.readNBytes(SHOWN), StandardCharsets.UTF_8)
            .replaceAll("[\\p{Cntrl}\\s]+", " ")
            .strip();
    boolean passing = PASSING.contains(status);
    String cause = "answered " + status + (begin.isEmpty() ? "" : ": " + begin);
    return new Failure(status, cause, remedy(status), passing, retryAfter(response));
  }

  private static String remedy(int status) {
    return switch (status) {
      case 200 -> "This is a web page, probably a login: give a token or the server's own address.";
      case 400, 422 -> "Correct the query or ask for less at once.";
      case 401, 403 -> "Check the token, its reference in the settings and its permissions.";
      case 404 -> "Check the base address: it ends before /api/v1 or /loki/api/v1.";
      case 429 -> "Ask less often or raise the server's limit.";
      default -> "Check the server's log and try again.";
    };
  }

  /** A date is read against the server's own clock, which the answer carries. */
  private static Optional<Duration> retryAfter(HttpResponse<InputStream> response) {
    Optional<String> header = response.headers().firstValue("Retry-After");
    if (header.isEmpty()) {
      return Optional.empty();
    }
    String value = header.get().strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    return response.headers().firstValue("Date").flatMap(date -> between(date, value));
  }

  private static Optional<Duration> between(String date, String later) {
    try {
      Instant from = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      Instant to = DateTimeFormatter.RFC_1123_DATE_TIME.parse(later, Instant::from);
      return Optional.of(to.isBefore(from) ? Duration.ZERO : Duration.between(from, to));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Duration backOff(int attempt) {
    Duration wait = settings.firstPause().multipliedBy(1L << Math.min(attempt - 1, 20));
    return wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
  }

  private void sleep(Duration wait) throws IOException {
    try {
      pause.waitFor(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PullException("The pull was interrupted while it waited.", 0);
    }
  }

  private static String message(
      URI address, Failure failure, int attempts, boolean again, Duration wait) {
    String tried = attempts == 1 ? "" : " (attempt " + attempts + ")";
    String asked =
        again ? " It asks to wait " + wait.toSeconds() + " s, longer than a pull waits." : "";
    return "GET " + address + " " + failure.cause() + tried + "." + asked + " " + failure.remedy();
  }

  private URI address(String path, Map<String, String> parameters) {
    String base = settings.baseUrl().toString();
    String query =
        parameters.entrySet().stream()
            .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return URI.create(root + path + (query.isEmpty() ? "" : "?" + query));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
