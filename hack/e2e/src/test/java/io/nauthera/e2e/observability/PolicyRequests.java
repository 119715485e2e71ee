package io.nauthera.e2e.observability;

import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.http.ProxiedRequest;
import java.io.IOException;

/** The API server as the webhook sees it: AuthPolicies can get stuck, everything else passes. */
final class PolicyRequests implements HttpProxy.Handler {
  private static final int STEP_MILLIS = 50;

  private volatile boolean areListed;

  /** From now on they are listed, but the watch is still not answered. */
  void list() {
    areListed = true;
  }

  @Override
  public void handle(ProxiedRequest request) throws IOException, InterruptedException {
    if (request.path().endsWith("/authpolicies")) {
      boolean isWatch = request.query().contains("watch=true");
      while (isWatch || !areListed) {
        Thread.sleep(STEP_MILLIS);
      }
    }
    request.pass();
  }
}
