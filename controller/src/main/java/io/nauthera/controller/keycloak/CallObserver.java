package io.nauthera.controller.keycloak;

import java.util.Map;

/** Learns about each HTTP request to a server, on the thread that waits for the answer. */
public interface CallObserver {
  CallObserver NONE = (method, path) -> outcome -> {};

  /** A request is sent. {@code path} has no query. */
  Call started(String method, String path);

  /** One request. */
  interface Call {
    void ended(CallOutcome outcome);

    /** Headers that the request gets, e.g. for tracing. */
    default Map<String, String> headers() {
      return Map.of();
    }
  }
}
