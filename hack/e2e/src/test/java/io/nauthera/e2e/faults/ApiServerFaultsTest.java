package io.nauthera.e2e.faults;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.http.ProxiedRequest;
import io.nauthera.sandbox.pods.PodProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets the API server or the controller fail at each call to the API server about a client: its
 * Secret, status, finalizer and Events. The proxy is only between the controller and the API
 * server.
 */
class ApiServerFaultsTest {
  private static final Map<Integer, String> REASONS =
      Map.of(
          409, "Conflict",
          429, "TooManyRequests",
          500, "InternalError",
          503, "ServiceUnavailable");

  private static Tenant tenant;
  private static HttpProxy proxy;
  private static FaultRuns runs;

  @BeforeAll
  static void putProxyBeforeApiServer() throws IOException {
    tenant = Tenant.governedBy("faults-api-server", ClientUnderTest.POLICY);
    var injector =
        new FaultInjector(
            () -> tenant.sandbox.controllerProcess().kill(), ApiServerFaultsTest::errorStatus);
    proxy = tenant.sandbox.controlPlane().proxy(injector);
    controllerCalls(proxy.url());
    runs = new FaultRuns("API server", tenant, injector, ApiServerFaultsTest::isAbout);
  }

  private static void controllerCalls(String url) {
    PodProcess controller = tenant.sandbox.controllerProcess();
    controller.callApiServerAt(url);
    controller.kill();
    controller.awaitReady(Duration.ofMinutes(1));
  }

  @AfterAll
  static void close() {
    runs.print();
    controllerCalls(tenant.sandbox.controlPlane().url());
    proxy.close();
  }

  private static String errorStatus(int status) {
    return """
    {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "injected", "reason": "%s", "code": %d}
    """
        .formatted(REASONS.get(status), status);
  }

  private static boolean isAbout(ProxiedRequest request, ClientUnderTest client) {
    return request.path().contains("/namespaces/" + tenant.team + "/")
        && (request.path() + request.body()).contains(client.name());
  }

  @ParameterizedTest
  @MethodSource("io.nauthera.e2e.faults.Scenario#chosen")
  void scenario_withAFaultAtAnyCallToTheApiServer_converges(Scenario scenario) {
    runs.run(scenario);
  }
}
