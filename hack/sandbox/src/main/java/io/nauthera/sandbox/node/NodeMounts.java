package io.nauthera.sandbox.node;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What the node sees instead of the machine's own files. Whatever the kubelet, containerd and the
 * network plugin write outside their folders goes to the folder of the sandbox.
 */
final class NodeMounts implements AutoCloseable {
  private static final List<String> COVERED = List.of("/var/lib", "/var/log");

  /** The values that the kubelet requires. Where they are set, it does not change the machine's. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "vm/overcommit_memory", "1",
          "vm/panic_on_oom", "0",
          "kernel/panic", "10",
          "kernel/panic_on_oops", "1",
          "kernel/keys/root_maxkeys", "1000000",
          "kernel/keys/root_maxbytes", "25000000");

  private final Path folder;
  private final Deque<String> mounted = new ArrayDeque<>();

  private NodeMounts(Path folder) {
    this.folder = folder;
  }

  static NodeMounts create(Path folder) {
    var mounts = new NodeMounts(folder);
    try {
      mounts.cover();
      return mounts;
    } catch (RuntimeException e) {
      mounts.close();
      throw e;
    }
  }

  private void cover() {
    for (var path : COVERED) {
      var name = path.replace('/', '-').substring(1);
      var changes = Folders.create(folder.resolve("changes").resolve(name));
      var work = Folders.create(folder.resolve("work").resolve(name));
      mount(
          path,
          List.of(
              "-t",
              "overlay",
              "-o",
              "lowerdir=%s,upperdir=%s,workdir=%s".formatted(path, changes, work),
              "overlay"));
    }
    mount("/run", List.of("-t", "tmpfs", "-o", "mode=755", "tmpfs"));
    SETTINGS.forEach((name, value) -> {
      try {
        var file = Folders.create(folder.resolve("settings")).resolve(name.replace('/', '.'));
        mount("/proc/sys/" + name, List.of("--bind", Files.writeString(file, value).toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private void mount(String path, List<String> source) {
    var unused = Command.of("mount").and(source).and(List.of(path)).run().orThrow();
    mounted.push(path);
  }

  /** The mounts below a folder, the deepest first. */
  static List<String> below(Path folder) {
    try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return lines
          .map(line -> line.split(" ", -1)[4].replace("\\040", " "))
          .filter(path -> Path.of(path).startsWith(folder))
          .sorted(Comparator.<String>comparingInt(String::length).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    below(folder).forEach(NodeMounts::unmount);
    while (!mounted.isEmpty()) {
      unmount(mounted.pop());
    }
    if (!below(folder).isEmpty()) {
      // Deleting the folder would then delete the content of what is mounted.
      throw new SandboxException("these are still mounted: " + below(folder));
    }
  }

  private static void unmount(String path) {
    // Lazily: a process that just ended may still be in there for the kernel.
    var unused = Command.of("umount", "-l", path).run();
  }
}
