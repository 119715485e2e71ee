package io.nauthera.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** The memory of a JVM with the serial collector. */
final class ProcessMemory {
  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

  private ProcessMemory() {}

  /** Waits until the JVM has returned what its compiler has used (-XX:TrimNativeHeapInterval). */
  static void awaitTrim() throws InterruptedException {
    Thread.sleep(6_000);
  }

  /** The resident set now, in MiB. */
  static long resident(long pid) throws IOException {
    return status(pid, "VmRSS");
  }

  /** After a collection. Peak is the largest resident set before it. */
  static String describe(long pid) throws IOException, InterruptedException {
    long peak = status(pid, "VmHWM");
    var unused = jcmd(pid, "GC.run");
    awaitTrim();
    return String.format(
        Locale.ROOT,
        "heap %5.1f MiB, resident %3d MiB, peak %3d MiB",
        usedKibibytes(jcmd(pid, "GC.heap_info")) / 1024.0,
        status(pid, "VmRSS"),
        peak);
  }

  /** The sum of the generations, e.g. {@code DefNew total 11072K, used 3549K}. */
  private static long usedKibibytes(String heapInfo) {
    return Pattern.compile("(?:DefNew|Tenured) +total \\d+K, used (\\d+)K")
        .matcher(heapInfo)
        .results()
        .mapToLong(generation -> Long.parseLong(generation.group(1)))
        .sum();
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(JDK.resolve("jcmd").toString(), String.valueOf(pid), command)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
    return output;
  }

  /** A line of /proc/PID/status in MiB. */
  private static long status(long pid, String field) throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
