package dev.aftermath.jobs.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Plain files below one root, wherever Hadoop can reach: a folder, HDFS or an object store. */
public final class LakeFiles {
  private final Path root;
  private final FileSystem fileSystem;

  private LakeFiles(Path root, FileSystem fileSystem) {
    this.root = root;
    this.fileSystem = fileSystem;
  }

  /**
   * The files below a root.
   *
   * @param uri a URI, or a path of the default file system
   */
  public static LakeFiles below(String uri, Configuration configuration) {
    try {
      Path path = new Path(uri);
      FileSystem fileSystem = path.getFileSystem(configuration);
      // Checksum side files beside every export would double the number of files of a folder.
      fileSystem.setWriteChecksum(false);
      return new LakeFiles(fileSystem.makeQualified(path), fileSystem);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach " + uri + ": " + e.getMessage(), e);
    }
  }

  /** The root as a full URI. */
  public String uri() {
    return root.toString();
  }

  /** The full URI of a file below the root. */
  public String uri(String name) {
    return path(name).toString();
  }

  /** Whether a file or folder is there. */
  public boolean exists(String name) {
    try {
      return fileSystem.exists(path(name));
    } catch (IOException e) {
      throw failed("look for", name, e);
    }
  }

  /** The bytes of a file. */
  public InputStream open(String name) throws IOException {
    return fileSystem.open(path(name));
  }

  /** The text of a small file; empty when it is not there. */
  public Optional<String> text(String name) {
    if (!exists(name)) {
      return Optional.empty();
    }
    try (InputStream in = open(name)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed("read", name, e);
    }
  }

  /**
   * Writes a file so that it is there whole or not at all; an older one of the name is replaced.
   */
  public void write(String name, Content content) {
    Path target = path(name);
    Path partial = new Path(target.getParent(), "." + target.getName() + ".partial");
    try {
      fileSystem.mkdirs(target.getParent());
      try (OutputStream out = fileSystem.create(partial, true)) {
        content.writeTo(out);
      }
      fileSystem.delete(target, false);
      if (!fileSystem.rename(partial, target)) {
        throw new IOException("the partial file could not be renamed");
      }
    } catch (IOException e) {
      throw failed("write", name, e);
    }
  }

  /** Gives a file another name; when that name is taken already, the file is removed instead. */
  public void moveUnlessThere(String name, String target) {
    try {
      if (fileSystem.exists(path(target))) {
        fileSystem.delete(path(name), false);
        return;
      }
      fileSystem.mkdirs(path(target).getParent());
      if (!fileSystem.rename(path(name), path(target)) && !fileSystem.exists(path(target))) {
        throw new IOException("it could not be renamed to " + target);
      }
    } catch (IOException e) {
      throw failed("move", name, e);
    }
  }

  /** Creates a small file where none was; false when there was one. */
  public boolean createNew(String name, String text) {
    try (OutputStream out = fileSystem.create(path(name), false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw failed("create", name, e);
    }
  }

  /** Removes a file; one that is not there is no error. */
  public void delete(String name) {
    try {
      fileSystem.delete(path(name), false);
    } catch (IOException e) {
      throw failed("delete", name, e);
    }
  }

  /** Every file below a folder, as names relative to the root, in order; none when it is absent. */
  public List<String> list(String folder) {
    List<String> names = new ArrayList<>();
    try {
      if (!fileSystem.exists(path(folder))) {
        return names;
      }
      RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(path(folder), true);
      while (files.hasNext()) {
        names.add(relative(files.next().getPath()));
      }
    } catch (IOException e) {
      throw failed("list", folder, e);
    }
    names.sort(null);
    return names;
  }

  /** The names directly in a folder, unsorted; none when it is absent. */
  public List<String> names(String folder) {
    List<String> names = new ArrayList<>();
    try {
      if (fileSystem.exists(path(folder))) {
        for (FileStatus status : fileSystem.listStatus(path(folder))) {
          names.add(status.getPath().getName());
        }
      }
    } catch (IOException e) {
      throw failed("list", folder, e);
    }
    return names;
  }

  /** The size of a file in bytes. */
  public long length(String name) {
    try {
      return fileSystem.getFileStatus(path(name)).getLen();
    } catch (IOException e) {
      throw failed("look at", name, e);
    }
  }

  private Path path(String name) {
    return name.isEmpty() ? root : new Path(root, escaped(name));
  }

  /** A colon in the first part of a relative path would be taken for a scheme. */
  private static String escaped(String name) {
    return "./" + name;
  }

  private String relative(Path file) {
    return root.toUri().relativize(file.toUri()).getPath();
  }

  private UncheckedIOException failed(String action, String name, IOException e) {
    return new UncheckedIOException(
        "Cannot " + action + " " + root + "/" + name + ": " + e.getMessage(), e);
  }

  /** Writes the content of one file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }
}
