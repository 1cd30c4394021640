package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.config.SourceDefinition;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.lake.LakeFiles;
import dev.aftermath.jobs.sources.Defect;
import dev.aftermath.jobs.sources.ExportArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts exports into the lake as they are: each content once, under its own hash, whatever it was
 * packed in.
 */
public final class Landing {
  private static final String FOLDER = "bronze/landing";
  private static final int BUFFER = 1 << 16;

  private final LakeFiles lake;
  private final LakeFiles inbox;
  private final Claims claims;
  private final Set<String> settingsDigests;
  private final Set<String> knownFiles;
  private final Set<String> knownNames;
  private final AtomicLong incoming = new AtomicLong();

  private final List<ExportTask> tasks = new ArrayList<>();
  private final List<String> unclaimed = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private Landing(LakeFiles lake, LakeFiles inbox, Claims claims, Set<String> knownFiles) {
    this.lake = lake;
    this.inbox = inbox;
    this.claims = claims;
    this.settingsDigests = claims.settingsDigests();
    this.knownFiles = knownFiles;
    this.knownNames =
        knownFiles.stream()
            .map(identity -> identity.substring(0, identity.indexOf('\n')))
            .collect(Collectors.toSet());
  }

  /**
   * Lands the files of a folder.
   *
   * @param knownFiles those that were read before, by {@link #identity}; they are passed over
   */
  public static Landed land(
      LakeFiles lake, LakeFiles inbox, List<SourceDefinition> sources, Set<String> knownFiles) {
    Landing landing = new Landing(lake, inbox, new Claims(sources), knownFiles);
    List<String> files = inbox.list("").stream().filter(Landing::isExport).toList();
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      CompletableFuture.allOf(
              files.stream()
                  .map(file -> CompletableFuture.runAsync(() -> landing.land(file), workers))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      workers.shutdownNow();
    }
    landing.tasks.sort(ExportTask.LARGEST_FIRST.thenComparing(ExportTask::fileName));
    landing.unclaimed.sort(Comparator.naturalOrder());
    landing.warnings.sort(Comparator.naturalOrder());
    return new Landed(files.size(), landing.tasks, landing.unclaimed, landing.warnings);
  }

  /** What tells that a file was read before: its name, its bytes and the settings then in force. */
  public static String identity(String fileName, String fileSha256, String settingsDigest) {
    return fileName + "\n" + fileSha256 + "\n" + settingsDigest;
  }

  /** Half-written files and the notes of file managers are none. */
  private static boolean isExport(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return !last.startsWith(".") && !last.startsWith("_") && !last.endsWith(".partial");
  }

  private void land(String file) {
    try {
      if (isKnown(file)) {
        return;
      }
      ExportArchive.read(
          file, () -> inbox.open(file), ExportArchive.Limits.ordinary(), new EntryVisitor(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + inbox.uri(file) + ": " + e.getMessage(), e);
    }
  }

  private boolean isKnown(String file) throws IOException {
    // A name that was never read spares a pass over the file.
    if (!knownNames.contains(file)) {
      return false;
    }
    String sha256 = sha256(file);
    return settingsDigests.stream()
        .anyMatch(digest -> knownFiles.contains(identity(file, sha256, digest)));
  }

  private String sha256(String file) throws IOException {
    MessageDigest digest = Sha256.begin();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = inbox.open(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Sha256.hex(digest);
  }

  private synchronized void add(ExportTask task) {
    tasks.add(task);
  }

  private synchronized void addUnclaimed(String name) {
    unclaimed.add(name);
  }

  private synchronized void addWarning(String warning) {
    warnings.add(warning);
  }

  private final class EntryVisitor implements ExportArchive.Visitor {
    private final String file;
    private @Nullable String fileSha256;

    EntryVisitor(String file) {
      this.file = file;
    }

    @Override
    public void plain(String name, InputStream bytes) throws IOException {
      Optional<Claims.Claim> claim = claims.of(file);
      if (claim.isEmpty()) {
        addUnclaimed(file);
        return;
      }
      Content content = put(bytes);
      // The content is the file: its hash is known without another pass.
      fileSha256 = content.sha256();
      add(task(claim.get(), null, content.landed(), content.sha256(), content.byteCount(), null));
    }

    @Override
    public void entry(String name, InputStream bytes) throws IOException {
      boolean isEntry = !name.equals(file) && !(name + ".gz").equals(file);
      Optional<Claims.Claim> claim = isEntry ? claims.of(file, name) : claims.of(file);
      if (claim.isEmpty()) {
        addUnclaimed(isEntry ? file + ", entry " + name : file);
        return;
      }
      Content content = put(bytes);
      add(
          task(
              claim.get(),
              isEntry ? name : null,
              content.landed(),
              content.sha256(),
              content.byteCount(),
              null));
    }

    private Content put(InputStream bytes) throws IOException {
      String partial = FOLDER + "/incoming/" + incoming.incrementAndGet();
      MessageDigest digest = Sha256.begin();
      AtomicLong size = new AtomicLong();
      lake.write(
          partial,
          out -> {
            try (OutputStream packed = LandedContent.packed(out)) {
              size.set(copy(bytes, digest, packed));
            }
          });
      String content = Sha256.hex(digest);
      String landed = FOLDER + "/" + content.substring(0, 2) + "/" + content + LandedContent.ENDING;
      lake.moveUnlessThere(partial, landed);
      return new Content(landed, content, size.get());
    }

    /** In large pieces: each costs a call out of Java to be packed. */
    private long copy(InputStream bytes, MessageDigest digest, OutputStream packed)
        throws IOException {
      byte[] buffer = new byte[BUFFER];
      long copied = 0;
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        digest.update(buffer, 0, read);
        packed.write(buffer, 0, read);
        copied += read;
      }
      return copied;
    }

    @Override
    public void refused(Defect defect) {
      String entry = defect.where().replaceFirst("^.*, entry ", "");
      Optional<Claims.Claim> claim = claims.of(file).or(() -> claims.of(file, entry));
      if (claim.isEmpty()) {
        addUnclaimed(file + " (" + defect.cause() + ")");
        return;
      }
      String identity = Sha256.hex(fileSha256() + "\n" + defect.where());
      add(task(claim.get(), null, "", identity, 0, defect));
    }

    @Override
    public void warn(String warning) {
      addWarning(file + ": " + warning);
    }

    private String fileSha256() {
      String known = fileSha256;
      if (known == null) {
        try {
          known = sha256(file);
        } catch (IOException e) {
          throw new UncheckedIOException(
              "Cannot read " + inbox.uri(file) + ": " + e.getMessage(), e);
        }
        fileSha256 = known;
      }
      return known;
    }

    private ExportTask task(
        Claims.Claim claim,
        @Nullable String entry,
        String landed,
        String content,
        long byteCount,
        @Nullable Defect refusal) {
      return new ExportTask(
          claim.source(),
          claim.system(),
          claim.format(),
          landed,
          file,
          entry,
          content,
          fileSha256(),
          claim.settingsDigest(),
          byteCount,
          claim.settings(),
          refusal);
    }
  }

  /** What lies in the lake. */
  private record Content(String landed, String sha256, long byteCount) {}
}
