package dev.aftermath.jobs.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * This machine's files as Hadoop sees them, reached by Java alone. Without its native library,
 * which is not on Maven Central, Hadoop starts a process for every file that it creates, lists or
 * renames ({@code chmod}, {@code ls}, {@code readlink}): hundreds of them a run, some milliseconds
 * each.
 */
public final class LocalFiles {
  /** What tells Hadoop to use these. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "fs.file.impl", Checked.class.getName(),
          "fs.AbstractFileSystem.file.impl", CheckedContext.class.getName());

  private LocalFiles() {}

  /**
   * Hadoop's settings for reaching files without Spark.
   *
   * @param settings those of the operator, which win
   */
  public static Configuration configuration(Map<String, String> settings) {
    Configuration configuration = new Configuration();
    SETTINGS.forEach(configuration::set);
    settings.forEach(configuration::set);
    return configuration;
  }

  /** Files without checksums. */
  static class Plain extends RawLocalFileSystem {
    private static final String MODE = "unix:mode";
    private static final int SET_IDS = 06000;
    private static final int ALL_BITS = 07777;

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      java.nio.file.Path file = pathToFile(path).toPath();
      int mode = (int) Files.getAttribute(file, MODE);
      // As chmod does it: a folder keeps its set-group-ID, by which a team shares what is in it.
      int kept = Files.isDirectory(file) ? mode & SET_IDS : 0;
      int wanted = kept | permission.toShort();
      if (wanted != (mode & ALL_BITS)) {
        Files.setAttribute(file, MODE, wanted);
      }
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
      return withOwner(super.getFileStatus(path));
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return Files.isSymbolicLink(pathToFile(path).toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
      // Of a folder Hadoop asks the method above for each file, and passes over vanished ones.
      return pathToFile(path).isFile()
          ? new FileStatus[] {getFileStatus(path)}
          : super.listStatus(path);
    }

    /** Hadoop's own status would start a process when it is asked for any of the three. */
    private FileStatus withOwner(FileStatus status) throws IOException {
      PosixFileAttributes attributes;
      try {
        attributes =
            Files.readAttributes(pathToFile(status.getPath()).toPath(), PosixFileAttributes.class);
      } catch (java.nio.file.NoSuchFileException e) {
        // Removed since it was listed.
        throw (FileNotFoundException) new FileNotFoundException(e.getMessage()).initCause(e);
      }
      return new FileStatus(
          status.getLen(),
          status.isDirectory(),
          status.getReplication(),
          status.getBlockSize(),
          status.getModificationTime(),
          status.getAccessTime(),
          FsPermission.valueOf("-" + PosixFilePermissions.toString(attributes.permissions())),
          attributes.owner().getName(),
          attributes.group().getName(),
          status.getPath());
    }
  }

  /** Files with checksums beside them, for those who ask for a file system. */
  public static final class Checked extends LocalFileSystem {
    /** For Hadoop. */
    public Checked() {
      super(new Plain());
    }
  }

  /** The same for those who ask for a file context, as the log of a Delta table does. */
  static final class CheckedContext extends ChecksumFs {
    /** For Hadoop, which hands over the URI of all local files. */
    CheckedContext(URI uri, Configuration configuration) throws Exception {
      super(new PlainContext(configuration));
    }
  }

  private static final class PlainContext extends DelegateToFileSystem {
    PlainContext(Configuration configuration) throws Exception {
      super(
          FsConstants.LOCAL_FS_URI,
          new Plain(),
          configuration,
          FsConstants.LOCAL_FS_URI.getScheme(),
          false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }

    @Override
    public boolean isValidName(String source) {
      // As Hadoop itself says of local files: the system that stores them knows.
      return true;
    }
  }
}
