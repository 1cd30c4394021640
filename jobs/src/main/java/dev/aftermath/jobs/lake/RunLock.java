package dev.aftermath.jobs.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a lake: one run at a time has it.
 *
 * <p>In a folder it is a lock of the operating system, which ends with the process however that
 * ends. Elsewhere it is a lease: a file created only where none was, renewed every minute; one that
 * was not renewed for ten minutes belongs to a run that died, and may be taken over.
 */
public final class RunLock implements AutoCloseable {
  private static final String FILE = "_run.lock";
  private static final Duration RENEWAL = Duration.ofMinutes(1);
  private static final Duration EXPIRY = Duration.ofMinutes(10);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final String NAMELESS = "a run that has not told its name";
  private static final JsonMapper JSON = new JsonMapper();

  private final AutoCloseable release;

  private RunLock(AutoCloseable release) {
    this.release = release;
  }

  /**
   * Takes the lock.
   *
   * @throws LockedException when another run has it
   */
  public static RunLock take(LakeFiles files, String runId, InstantSource clock) {
    return URI.create(files.uri()).getScheme().equals("file")
        ? ofFolder(Path.of(URI.create(files.uri()).getPath()), holder(runId, clock.instant()))
        : lease(files, runId, clock);
  }

  @SuppressWarnings("resource") // the channel carries the lock and is closed with it
  private static RunLock ofFolder(Path folder, String holder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new LockedException(folder.toString(), told(folder.resolve(FILE)));
      }
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(holder));
      return new RunLock(
          () -> {
            // So that nobody is told of this run in the moment before the next one says its name.
            channel.truncate(0);
            channel.close();
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + folder + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** What the holder says of itself: it has the lock a moment before it can say anything. */
  private static String told(Path file) throws IOException {
    String told = Files.readString(file);
    for (Duration waited = Duration.ZERO;
        told.isEmpty() && waited.compareTo(LONGEST_SILENCE) < 0;
        waited = waited.plus(LOOK_AGAIN)) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      told = Files.readString(file);
    }
    return told.isEmpty() ? NAMELESS : told;
  }

  static RunLock lease(LakeFiles files, String runId, InstantSource clock) {
    Optional<String> held = files.text(FILE);
    if (held.isPresent() && !expired(held.get(), clock.instant())) {
      throw new LockedException(files.uri(), held.get());
    }
    files.delete(FILE);
    if (!files.createNew(FILE, holder(runId, clock.instant()))) {
      throw new LockedException(files.uri(), files.text(FILE).orElse("{}"));
    }
    ScheduledExecutorService renewal =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run-lock-renewal");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        renewal.scheduleAtFixedRate(
            () -> files.write(FILE, out -> out.write(bytes(holder(runId, clock.instant())))),
            RENEWAL.toSeconds(),
            RENEWAL.toSeconds(),
            TimeUnit.SECONDS);
    return new RunLock(
        () -> {
          renewal.shutdownNow();
          files.delete(FILE);
        });
  }

  private static boolean expired(String held, Instant now) {
    try {
      JsonNode renewed = JSON.readTree(held).path("renewed_at");
      return Instant.parse(renewed.asText("1970-01-01T00:00:00Z")).plus(EXPIRY).isBefore(now);
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  private static String holder(String runId, Instant now) {
    return JSON.createObjectNode()
        .put("run", runId)
        .put("process", ProcessHandle.current().pid())
        .put("renewed_at", now.toString())
        .toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      release.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("Cannot release the run lock: " + e.getMessage(), e);
    }
  }
}
