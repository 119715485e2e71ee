package io.nauthera.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that ends leaves no process, mount, control group or file on the machine. */
class NodeCleanupTest {
  @Test
  void node_closed_leavesNothing() throws Exception {
    Process child = ChildNode.start(ChildNode.class);
    Path folder = readFolder(child);
    assertThat(processes(folder)).isNotEmpty();
    assertThat(controlGroups(folder)).isNotEmpty();

    child.getOutputStream().close();

    assertThat(child.waitFor()).isZero();
    assertNothingOf(folder);
  }

  @Test
  void node_killed_leavesNoProcess_andTheNextOneRemovesTheRest() throws Exception {
    Process killed = ChildNode.start(ChildNode.class);
    Path folder = readFolder(killed);

    killed.destroyForcibly().waitFor();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(processes(folder)).isEmpty());
    Process next = ChildNode.start(ChildNode.class);
    Path nextFolder = readFolder(next);
    next.getOutputStream().close();
    assertThat(next.waitFor()).isZero();
    assertNothingOf(folder);
    assertNothingOf(nextFolder);
  }

  private static Path readFolder(Process child) throws IOException {
    BufferedReader output = child.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    assertThat(line).startsWith("folder ");
    return Path.of(line.substring("folder ".length()));
  }

  private static void assertNothingOf(Path folder) throws IOException {
    assertThat(processes(folder)).isEmpty();
    assertThat(controlGroups(folder)).isEmpty();
    assertThat(folder).doesNotExist();
    assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
        .doesNotContain(folder.toString() + "/");
  }

  /**
   * The command lines that contain the folder: this process also sees those of nested namespaces.
   */
  private static List<String> processes(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        try {
          String line = Files.readString(process.resolve("cmdline"));
          if (line.contains(folder.toString())) {
            found.add(line.replace('\0', ' '));
          }
        } catch (IOException e) {
          // It has ended.
        }
      }
    }
    return found;
  }

  private static List<Path> controlGroups(Path folder) throws IOException {
    var name = FileSystems.getDefault().getPathMatcher("glob:**/nauthera-" + folder.getFileName());
    try (var files = Files.walk(Path.of("/sys/fs/cgroup"), 2)) {
      return files.filter(name::matches).toList();
    }
  }
}
