package io.nauthera.bench;

import io.nauthera.sandbox.http.HttpProxy;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Passes requests on to a server and counts them by method and kind of path. */
final class CountingProxy implements AutoCloseable {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final HttpProxy proxy;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  CountingProxy(String target) throws IOException {
    proxy =
        new HttpProxy(
            target,
            request -> {
              String kind = request.method() + " " + ID.matcher(request.path()).replaceAll("ID");
              counts.computeIfAbsent(kind, call -> new LongAdder()).increment();
              request.pass();
            });
  }

  String url() {
    return proxy.url();
  }

  /** The counts since the last call, by {@code "METHOD path"}. */
  Map<String, Long> countsAndReset() {
    Map<String, Long> taken = new TreeMap<>();
    counts.forEach((call, count) -> {
      long calls = count.sumThenReset();
      if (calls > 0) {
        taken.put(call, calls);
      }
    });
    return taken;
  }

  @Override
  public void close() {
    proxy.close();
  }
}
