package io.nauthera.sandbox.node;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.SandboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The Debian packages that a node needs on this machine. */
public final class HostPackages {
  private static final List<String> NAMES =
      List.of(
          "catatonit", "containerd", "containernetworking-plugins", "iproute2", "nftables", "runc");

  private HostPackages() {}

  /** Installs those that are missing, and says before what it will do. */
  public static void install(Consumer<String> progress) {
    requireRoot();
    var missing = missing();
    if (missing.isEmpty()) {
      return;
    }
    progress.accept(
        "A node with real pods needs Debian packages. apt-get installs now: "
            + String.join(" ", missing));
    if (!aptGet("install", missing)) {
      var unused = aptGet("update", List.of());
      if (!aptGet("install", missing)) {
        throw new SandboxException(
            "apt-get cannot install these packages. Install them yourself, then try again: "
                + String.join(" ", missing));
      }
    }
  }

  private static void requireRoot() {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new SandboxException("a node with real pods needs Linux");
    }
    if (!Command.of("id", "-u").run().stdout().strip().equals("0")) {
      throw new SandboxException(
          "A node with real pods needs root: run this command as root, on a machine for"
              + " development. `make demo` shows the same workflows without root.");
    }
    if (Command.find("apt-get").isEmpty()) {
      throw new SandboxException(
          "A node with real pods needs Debian or a distribution that is made from it: this machine"
              + " does not have apt-get.");
    }
  }

  private static List<String> missing() {
    var query =
        Command.of("dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\\n")
            .and(NAMES)
            .run();
    var installed =
        query
            .stdout()
            .lines()
            .filter(line -> line.endsWith(" installed"))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .collect(Collectors.toSet());
    return NAMES.stream().filter(name -> !installed.contains(name)).toList();
  }

  private static boolean aptGet(String command, List<String> packages) {
    var arguments =
        new ArrayList<>(List.of("--quiet", "--yes", "--no-install-recommends", command));
    arguments.addAll(packages);
    return Command.of("apt-get")
        .and(arguments)
        .with("DEBIAN_FRONTEND", "noninteractive")
        .run()
        .succeeded();
  }
}
