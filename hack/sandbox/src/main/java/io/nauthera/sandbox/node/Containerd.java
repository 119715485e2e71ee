package io.nauthera.sandbox.node;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** containerd, with the network plugin for pods. It pulls nothing: all images are imported. */
final class Containerd implements AutoCloseable {
  static final String POD_BRIDGE = "cni0";
  static final String PAUSE_IMAGE = "localhost/pause:sandbox";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Path folder;
  private final LocalProcess process;

  private Containerd(Path folder) {
    this.folder = folder;
    Folders.create(folder.resolve("cni"));
    write(folder.resolve("cni/pods.conflist"), networkConfiguration());
    Path configuration = write(folder.resolve("containerd.toml"), configuration());
    this.process =
        LocalProcess.of(
            "containerd",
            folder,
            List.of("containerd", "--config", configuration.toString()),
            Map.of());
  }

  static Containerd start(Path folder, List<Path> images) {
    var containerd = new Containerd(folder);
    try {
      containerd.process.start();
      Wait.until("containerd answers", TIMEOUT, containerd::answers);
      images.forEach(containerd::importImage);
      return containerd;
    } catch (RuntimeException e) {
      containerd.close();
      throw e;
    }
  }

  private boolean answers() {
    process.requireAlive();
    return ctr("version").run().succeeded();
  }

  /** Imports an OCI archive, or one of Docker. */
  void importImage(Path archive) {
    var unused = ctr("images", "import", archive).run().orThrow();
  }

  /** The address that the kubelet and ctr connect to. */
  Path socket() {
    return folder.resolve("containerd.sock");
  }

  private Command ctr(Object... arguments) {
    var line = new Object[arguments.length + 4];
    line[0] = "--address";
    line[1] = socket();
    line[2] = "--namespace";
    line[3] = "k8s.io";
    System.arraycopy(arguments, 0, line, 4, arguments.length);
    return Command.of("ctr", line);
  }

  private String configuration() {
    return """
    version = 2
    root = "%1$s/containerd"
    state = "/run/containerd-state"
    disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs",
      "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.tracing.processor.v1.otlp"]
    [grpc]
      address = "%2$s"
    [plugins."io.containerd.internal.v1.opt"]
      path = "%1$s/opt"
    [plugins."io.containerd.grpc.v1.cri"]
      sandbox_image = "%3$s"
      restrict_oom_score_adj = true
      disable_apparmor = true
      netns_mounts_under_state_dir = true
      stream_server_address = "127.0.0.1"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
        runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
          SystemdCgroup = false
      [plugins."io.containerd.grpc.v1.cri".cni]
        bin_dir = "/usr/lib/cni"
        conf_dir = "%1$s/cni"
    """
        .formatted(folder, socket(), PAUSE_IMAGE);
  }

  private static String networkConfiguration() {
    return """
    {"cniVersion": "0.4.0", "name": "pods", "plugins": [{
      "type": "bridge", "bridge": "%s", "isGateway": true, "hairpinMode": true,
      "ipam": {"type": "host-local", "ranges": [[{"subnet": "%s"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
    """
        .formatted(POD_BRIDGE, NodeAddresses.POD_CIDR);
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills all containers, then ends containerd and what it started. */
  @Override
  public void close() {
    if (process.isAlive()) {
      var tasks = ctr("tasks", "list", "--quiet").run().stdout().lines().toList();
      if (!tasks.isEmpty()) {
        var unused = ctr("tasks", "delete", "--force").and(tasks).run();
      }
    }
    // A shim that lost its containerd does not end by itself.
    shims().forEach(ProcessHandle::destroyForcibly);
    process.stop();
    Wait.until("no shim of containerd runs", TIMEOUT, () -> shims().isEmpty());
  }

  private List<ProcessHandle> shims() {
    return ProcessHandle.allProcesses()
        .filter(handle -> commandLine(handle.pid()).contains(socket().toString()))
        .filter(handle -> commandLine(handle.pid()).startsWith("/usr/bin/containerd-shim"))
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/%d/cmdline".formatted(pid)));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
