package io.nauthera.sandbox.http;

import java.io.IOException;
import java.util.Map;

/** Stands before an HTTP server, and passes everything on until it has a trouble. */
public final class TroubledServer implements AutoCloseable {
  private final HttpProxy proxy;
  private volatile Trouble trouble = Trouble.NONE;

  /** What goes wrong with every request. */
  public enum Trouble {
    NONE,
    /** No answer comes. */
    HANGS,
    /** The headers come at once, and one byte of the body each second. */
    SENDS_SLOWLY,
    ANSWERS_503
  }

  /** {@code target} is the base URL of the server. */
  public TroubledServer(String target) throws IOException {
    proxy = new HttpProxy(target, this::handle);
  }

  public String url() {
    return proxy.url();
  }

  public void have(Trouble next) {
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
