package dev.aftermath.jobs.domain.log;

import dev.aftermath.jobs.domain.digest.Sha256;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a log template: drawn from what it is alone, so that it is the same whatever came
 * before it, in every run and on every cluster.
 */
public final class TemplateId {
  private TemplateId() {}

  /**
   * The 64 lower-case hexadecimal digits of SHA-256 over tenant, service and signature, parted by
   * characters that no label has.
   *
   * @param tenant null where lines name none
   * @param service null where lines name none
   */
  public static String of(@Nullable String tenant, @Nullable String service, String signature) {
    return Sha256.hex(
        Objects.requireNonNullElse(tenant, "")
            + '\0'
            + Objects.requireNonNullElse(service, "")
            + '\0'
            + signature);
  }
}
