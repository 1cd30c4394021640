package dev.aftermath.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
  private static final String PROCESS = "jdk.ProcessStart";

  @TempDir private java.nio.file.Path folder;

  private final Configuration configuration = LocalFiles.configuration(Map.of());
  private FileSystem files;
  private FileContext context;

  @BeforeEach
  void open() throws IOException {
    files = FileSystem.newInstance(folder.toUri(), configuration);
    context = FileContext.getFileContext(folder.toUri(), configuration);
  }

  @Test
  @DisplayName("To create, list, look at and rename files starts no process")
  void noProcess() throws IOException {
    assertThat(processesOf(configuration)).isEmpty();
  }

  @Test
  @DisplayName("The same starts processes the way Hadoop does it, or these files are not needed")
  void hadoopsWay() throws IOException {
    assertThat(processesOf(new Configuration())).isNotEmpty();
  }

  @Test
  @DisplayName("A file has the permissions it is given, its owner and its size")
  void status() throws IOException {
    Path file = write("exports/a.json", "[1,2]");
    files.setPermission(file, new FsPermission("640"));

    FileStatus status = files.getFileStatus(file);
    assertThat(status.getPermission()).isEqualTo(new FsPermission("640"));
    assertThat(status.getOwner()).isEqualTo(Files.getOwner(local(file)).getName());
    assertThat(status.getLen()).isEqualTo(5);
    assertThat(status.isFile()).isTrue();
    assertThat(files.listStatus(file.getParent()))
        .singleElement()
        .isEqualTo(status)
        .returns(new FsPermission("640"), FileStatus::getPermission);
  }

  @Test
  @DisplayName("A folder can be made sticky, and keeps its set-group-ID with new permissions")
  void specialBits() throws IOException {
    Path shared = new Path(folder.toUri().toString(), "shared");
    files.mkdirs(shared);
    files.setPermission(shared, new FsPermission("1777"));
    assertThat(mode(shared)).isEqualTo(01777);

    Files.setAttribute(local(shared), "unix:mode", 02755);
    files.setPermission(shared, new FsPermission("755"));
    assertThat(mode(shared)).isEqualTo(02755);
    files.setPermission(shared, new FsPermission("700"));
    assertThat(mode(shared)).isEqualTo(02700);
  }

  @Test
  @DisplayName("A folder whose files vanish while it is listed is listed without them")
  void vanishing() throws IOException {
    Path vanished = write("table/vanished", "1");
    FileSystem listing =
        new LocalFiles.Plain() {
          @Override
          public FileStatus getFileStatus(Path path) throws IOException {
            if (path.getName().equals("vanished")) {
              Files.deleteIfExists(local(vanished));
            }
            return super.getFileStatus(path);
          }
        };
    listing.initialize(folder.toUri(), configuration);

    assertThat(listing.listStatus(vanished.getParent()))
        .extracting(status -> status.getPath().getName())
        .containsExactly(".vanished.crc");
  }

  @Test
  @DisplayName(
      "What is not there is not found, a link to nowhere included; other links are followed")
  void absent() throws IOException {
    Path absent = new Path(folder.toUri().toString(), "absent");
    Path link = new Path(folder.toUri().toString(), "link");
    Files.createSymbolicLink(local(link), local(absent));

    assertThatThrownBy(() -> files.getFileStatus(absent)).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> context.getFileStatus(link)).isInstanceOf(FileNotFoundException.class);
    write("absent", "here");
    assertThat(context.getFileStatus(link).getLen()).isEqualTo(4);
    assertThat(files.getFileLinkStatus(link).getLen()).isEqualTo(4);
  }

  @Test
  @DisplayName("A file context does not replace a file unless it is told to, and then all of it")
  void rename() throws IOException {
    Path first = write("first", "1");
    Path second = write("second", "22");

    assertThatThrownBy(() -> context.rename(second, first))
        .isInstanceOf(org.apache.hadoop.fs.FileAlreadyExistsException.class);
    context.rename(second, first, Options.Rename.OVERWRITE);
    assertThat(local(first)).hasContent("22");
    assertThat(local(second)).doesNotExist();
  }

  private List<String> processesOf(Configuration settings) throws IOException {
    java.nio.file.Path events = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(PROCESS);
      recording.start();
      FileSystem system = FileSystem.newInstance(folder.toUri(), settings);
      FileContext ofFiles = FileContext.getFileContext(folder.toUri(), settings);
      Path file = new Path(folder.toUri().toString(), "table/part");
      system.mkdirs(file.getParent());
      system.create(file, true).close();
      Path log = new Path(folder.toUri().toString(), "table/.log");
      ofFiles.create(log, EnumSet.of(CreateFlag.CREATE)).close();
      ofFiles.rename(log, new Path(folder.toUri().toString(), "table/log"));
      RemoteIterator<LocatedFileStatus> listed = system.listFiles(file.getParent(), true);
      while (listed.hasNext()) {
        assertThat(listed.next().getOwner()).isNotEmpty();
      }
      recording.stop();
      recording.dump(events);
    }
    return RecordingFile.readAllEvents(events).stream()
        .filter(event -> event.getEventType().getName().equals(PROCESS))
        .map((RecordedEvent event) -> event.getString("command"))
        .toList();
  }

  private Path write(String name, String text) throws IOException {
    Path file = new Path(folder.toUri().toString(), name);
    try (OutputStream out = files.create(file)) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return file;
  }

  private static int mode(Path file) throws IOException {
    return (int) Files.getAttribute(local(file), "unix:mode") & 07777;
  }

  private static java.nio.file.Path local(Path file) {
    return java.nio.file.Path.of(file.toUri().getPath());
  }
}
