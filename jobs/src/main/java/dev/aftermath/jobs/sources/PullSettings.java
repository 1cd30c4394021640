package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached.
 *
 * @param baseUrl what stands before {@code /api/v1} or {@code /loki/api/v1}, without credentials
 * @param token where the bearer token is found: {@code env:NAME} or {@code file:/path}; null for
 *     none
 * @param tenant the value of {@code X-Scope-OrgID} for servers with several tenants; null for none
 * @param timeout how long one answer may take to begin
 * @param attempts how often one request is tried at most; at least 1
 * @param firstPause the pause before the second attempt; each further one doubles it
 */
public record PullSettings(
    URI baseUrl,
    @Nullable String token,
    @Nullable String tenant,
    Duration timeout,
    int attempts,
    Duration firstPause) {

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException when it is not plain http or https, or the token is written
   *     into the settings
   */
  public PullSettings {
    boolean web = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
    if (!web || baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "Invalid address " + withoutCredentials(baseUrl) + ": write http://host or https://host");
    }
    if (baseUrl.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "Invalid address "
              + withoutCredentials(baseUrl)
              + ": it holds credentials; give a token as env:NAME or file:/path instead");
    }
    if (token != null && !token.startsWith("env:") && !token.startsWith("file:")) {
      throw new IllegalArgumentException(
          "Invalid token for "
              + baseUrl
              + ": a token is never written into settings; give env:NAME or file:/path");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("Invalid attempts " + attempts + ": at least 1");
    }
  }

  /** A server without authentication; five attempts, pauses from one second on. */
  public static PullSettings of(URI baseUrl) {
    return new PullSettings(baseUrl, null, null, Duration.ofMinutes(2), 5, Duration.ofSeconds(1));
  }

  /** The bearer token, read now. */
  Optional<String> bearerToken() throws IOException {
    if (token == null) {
      return Optional.empty();
    }
    String place = token.substring(token.indexOf(':') + 1);
    String secret = token.startsWith("env:") ? System.getenv(place) : fromFile(place);
    if (secret == null || secret.isBlank()) {
      throw new PullException(
          "No token for " + baseUrl + ": " + token + " is not set or empty. Set it.", 0);
    }
    return Optional.of(secret.strip());
  }

  private String fromFile(String place) throws IOException {
    Path file = Path.of(place);
    if (!Files.isReadable(file)) {
      throw new PullException(
          "No token for " + baseUrl + ": the file " + file + " cannot be read. Create it.", 0);
    }
    return Files.readString(file);
  }

  private static String withoutCredentials(URI address) {
    String text = address.toString();
    return text.replaceFirst("//[^/@]*@", "//");
  }
}
