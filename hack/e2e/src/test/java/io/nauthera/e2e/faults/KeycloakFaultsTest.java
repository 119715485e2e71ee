package io.nauthera.e2e.faults;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.http.ProxiedRequest;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets Keycloak or the controller fail at each call to Keycloak in the life of a client. Whatever
 * fails, there is exactly one client and one Secret afterwards, with a secret that works and did
 * not change.
 */
class KeycloakFaultsTest {
  private static HttpProxy proxy;
  private static FaultRuns runs;

  @BeforeAll
  static void putProxyBeforeKeycloak() throws IOException {
    var tenant = new Tenant("faults-keycloak");
    var injector =
        new FaultInjector(() -> tenant.sandbox.controllerProcess().kill(), status -> "{}");
    proxy = new HttpProxy(tenant.sandbox.keycloak().url(), injector);
    tenant.applyServerAt(proxy.url(), ClientUnderTest.POLICY);
    runs = new FaultRuns("Keycloak", tenant, injector, KeycloakFaultsTest::isAbout);
  }

  @AfterAll
  static void close() {
    runs.print();
    proxy.close();
  }

  /** Neither the walks nor what is kept for minutes. */
  private static boolean isAbout(ProxiedRequest request, ClientUnderTest client) {
    String text = request.query() + request.body();
    return request.path().contains("/clients")
        && (text.contains(client.clientId())
            || (!client.id().isEmpty() && request.path().contains(client.id())));
  }

  @ParameterizedTest
  @MethodSource("io.nauthera.e2e.faults.Scenario#chosen")
  void scenario_withAFaultAtAnyCallToKeycloak_converges(Scenario scenario) {
    runs.run(scenario);
  }
}
