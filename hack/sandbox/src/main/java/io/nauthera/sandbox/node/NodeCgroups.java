package io.nauthera.sandbox.node;

import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.process.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The control group that holds all pods of one node, in each hierarchy of the machine. Another
 * kubelet on the machine does not see it.
 */
final class NodeCgroups implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String PREFIX = "nauthera-";

  private final String name;

  private NodeCgroups(String name) {
    this.name = name;
  }

  /** Creates the control group of the node whose state is in this folder. */
  static NodeCgroups create(Path folder) {
    removeAbandoned(folder.resolveSibling("."));
    var groups = new NodeCgroups(PREFIX + folder.getFileName());
    hierarchies().forEach(hierarchy -> weigh(Folders.create(hierarchy.resolve(groups.name))));
    return groups;
  }

  // The weight that the kubelet gives to the pods inside. Otherwise they share that of one process.
  private static void weigh(Path group) {
    var shares = group.resolve("cpu.shares"); // of cgroup v1: the default of v2 is enough
    if (Files.exists(shares)) {
      try {
        Files.writeString(
            shares, String.valueOf(Runtime.getRuntime().availableProcessors() * 1024));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The name, as the kubelet expects it. */
  String name() {
    return "/" + name;
  }

  /** The folders of a control group that exist. */
  static List<Path> existing(String name) {
    return hierarchies().stream()
        .map(hierarchy -> hierarchy.resolve(name))
        .filter(Files::isDirectory)
        .toList();
  }

  // The state folder of a killed node is deleted when the next one starts.
  private static void removeAbandoned(Path states) {
    for (var hierarchy : hierarchies()) {
      for (var group : children(hierarchy)) {
        var name = group.getFileName().toString();
        if (name.startsWith(PREFIX)
            && !Files.exists(states.resolve(name.substring(PREFIX.length())))) {
          var unused = remove(group);
        }
      }
    }
  }

  /** One folder for cgroup v2; one per controller for v1. */
  private static List<Path> hierarchies() {
    if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
      return List.of(ROOT);
    }
    return children(ROOT).stream().filter(path -> !Files.isSymbolicLink(path)).toList();
  }

  private static List<Path> children(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isDirectory).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a control group with those inside it, the deepest first. */
  private static boolean remove(Path group) {
    var groups = new ArrayList<Path>();
    collect(group, groups);
    groups.sort(Comparator.comparingInt(Path::getNameCount).reversed());
    for (var each : groups) {
      try {
        Files.deleteIfExists(each);
      } catch (DirectoryNotEmptyException e) {
        return false;
      } catch (FileSystemException e) {
        return false; // busy: a process in it has not ended yet
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return true;
  }

  private static void collect(Path group, List<Path> groups) {
    groups.add(group);
    children(group).forEach(child -> collect(child, groups));
  }

  @Override
  public void close() {
    try {
      Wait.until(
          "no process is in the control group " + name,
          Duration.ofSeconds(20),
          () -> existing(name).stream().allMatch(NodeCgroups::remove));
    } catch (SandboxException e) {
      throw new SandboxException("cannot remove " + existing(name), e);
    }
  }
}
