package io.nauthera.e2e.faults;

import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.http.ProxiedRequest;
import java.io.IOException;
import java.util.Map;

/** Stands before an HTTP server, and passes everything on until it has a trouble. */
final class TroubledServer implements AutoCloseable {
  private final HttpProxy proxy;
  private volatile Trouble trouble = Trouble.NONE;

  /** What goes wrong with every request. */
  enum Trouble {
    NONE,
    /** No answer comes. */
    HANGS,
    /** The headers come at once, and one byte of the body each second. */
    SENDS_SLOWLY,
    ANSWERS_503
  }

  TroubledServer(String target) throws IOException {
    proxy = new HttpProxy(target, this::handle);
  }

  String url() {
    return proxy.url();
  }

  void have(Trouble next) {
    trouble = next;
  }

  private void handle(ProxiedRequest request) throws IOException, InterruptedException {
    switch (trouble) {
      case NONE -> request.pass();
      case HANGS -> Thread.sleep(Long.MAX_VALUE);
      case SENDS_SLOWLY -> request.respondSlowly();
      case ANSWERS_503 -> request.respond(503, Map.of(), "");
    }
  }

  @Override
  public void close() {
    proxy.close();
  }
}
