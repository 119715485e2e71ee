package io.nauthera.e2e;

import io.nauthera.e2e.rights.DeniedRequests;
import io.nauthera.sandbox.Sandbox;
import org.junit.jupiter.api.Assumptions;

/**
 * The sandbox of all tests of a run, with Nauthera installed. The first test that needs it starts
 * it; it stops when the JVM ends.
 */
public final class SharedSandbox {
  private SharedSandbox() {}

  public static Sandbox get() {
    return Holder.SANDBOX;
  }

  /** Skips a test of {@code webhook.defaulting: Policy} on Kubernetes before 1.36. */
  public static void assumeMutatingAdmissionPolicies() {
    Assumptions.assumeTrue(
        get().kubernetes().supports("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy"),
        "this API server does not serve MutatingAdmissionPolicy v1");
  }

  private static final class Holder {
    static final Sandbox SANDBOX = start();

    private static Sandbox start() {
      Sandbox sandbox = Sandbox.start();
      DeniedRequests.watch(sandbox.controlPlane().auditLog());
      sandbox.installNauthera();
      return sandbox;
    }
  }
}
