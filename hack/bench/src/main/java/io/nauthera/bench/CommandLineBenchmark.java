package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The time and memory of {@code nauthera validate} as a process. */
final class CommandLineBenchmark {
  private static final Path NAUTHERA = Path.of("webhook/cli/target/nauthera").toAbsolutePath();
  private static final int CLIENTS = 10_000;
  private static final int POLICIES = 100;
  private static final int RUNS = 11;

  private final PrintStream out;
  private final Path folder;

  private CommandLineBenchmark(PrintStream out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  static void run(PrintStream out) throws IOException, InterruptedException {
    if (!Files.isExecutable(NAUTHERA)) {
      throw new IllegalStateException(NAUTHERA + " does not exist: run `make cli`");
    }
    Path folder = Files.createTempDirectory("nauthera-bench");
    try {
      new CommandLineBenchmark(out, folder).run();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    Path policies = folder.resolve("policies.yaml");
    write(
        policies,
        Stream.concat(
            Stream.of(SampleCluster.server()), SampleCluster.policies(POLICIES).stream()));
    Path one = folder.resolve("one.yaml");
    write(one, Stream.of(SampleCluster.allowed(SampleCluster.TEAM, "app")));
    Path small = folder.resolve("small.yaml");
    write(
        small,
        Stream.of(
            SampleCluster.server(),
            SampleCluster.policy(0),
            SampleCluster.allowed(SampleCluster.TEAM, "app")));
    Path oneFile = folder.resolve("many.yaml");
    write(oneFile, clients(0, CLIENTS));
    Path manyFiles = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < CLIENTS; i++) {
      write(manyFiles.resolve(i + ".yaml"), clients(i, i + 1));
    }
    out.println("\nnauthera validate");
    Run single = median(one, policies);
    Run help = median("--help");
    row("--help", help, "");
    row("1 file: server, policy, AuthClient", median("validate", "-f", small.toString()), "");
    row("1 AuthClient, 100 policies", single, "");
    for (Path many : new Path[] {oneFile, manyFiles}) {
      Run run = median(many, policies);
      double perSecond = (CLIENTS - 1) / (run.seconds() - single.seconds());
      String what = many.equals(oneFile) ? "in one file" : "in 10,000 files";
      row(
          "%,d AuthClients %s".formatted(CLIENTS, what),
          run,
          "%,.0f manifests/s without the start".formatted(perSecond));
    }
    out.println("  kubeconform publishes 7,500 manifests/s on 4 cores, schema only");
  }

  /** Nine of ten are allowed. */
  private static Stream<HasMetadata> clients(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i ->
            i % 10 == 0
                ? SampleCluster.refused(SampleCluster.TEAM, "app-" + i)
                : SampleCluster.allowed(SampleCluster.TEAM, "app-" + i));
  }

  private static void write(Path file, Stream<? extends HasMetadata> manifests) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (HasMetadata manifest :
          (Iterable<HasMetadata>) manifests.map(HasMetadata.class::cast)::iterator) {
        writer.write("---\n");
        writer.write(Serialization.asYaml(manifest));
      }
    }
  }

  private void row(String what, Run run, String more) {
    out.printf(
        Locale.ROOT,
        "  %-40s %6.0f ms %6d MiB  %s%n",
        what,
        run.seconds() * 1000,
        run.peakKibibytes() / 1024,
        more);
  }

  /** Wall-clock seconds and the largest resident set. */
  private record Run(double seconds, long peakKibibytes) {}

  private Run median(Path clients, Path policies) throws IOException, InterruptedException {
    return median("validate", "-f", clients.toString(), "--policies", policies.toString());
  }

  private Run median(String... arguments) throws IOException, InterruptedException {
    var runs = new Run[RUNS];
    for (int i = 0; i < RUNS; i++) {
      runs[i] = once(arguments);
    }
    Arrays.sort(runs, (a, b) -> Double.compare(a.seconds(), b.seconds()));
    long peak = Arrays.stream(runs).mapToLong(Run::peakKibibytes).max().orElse(0);
    return new Run(runs[RUNS / 2].seconds(), peak);
  }

  private Run once(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = NAUTHERA.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    long peak = 0;
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(status));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() > 1) {
      throw new IllegalStateException("nauthera exited with code " + process.exitValue());
    }
    return new Run(seconds, peak);
  }

  /** The largest resident set so far; 0 if the process has ended. */
  private static long peak(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
