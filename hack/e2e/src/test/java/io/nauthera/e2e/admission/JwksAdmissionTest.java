package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.e2e.CommandRun;
import io.nauthera.e2e.Tenant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users read about mistakes in jwks that YAML or a wrong shape hides. */
class JwksAdmissionTest {
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("jwks", "{allowedScopes: [openid]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {keys: [{kty: EC, crv: P-256, x: AQAB, y: AQAB}]} ; spec.jwks.keys[0].y ; write "y": in quotes
          {keys: [{kty: RSA, n: AQAB, e: AQAB}]}            ; spec.jwks.keys[0].n ; write "n": in quotes
          {kty: EC, crv: P-256, x: AQAB, "y": AQAB}         ; spec.jwks           ; must be a JWK Set
          {kty: EC, crv: P-256, x: AQAB, y: AQAB}           ; spec.jwks           ; must be a JWK Set
          {kty: RSA, n: AQAB, e: AQAB, d: c2VjcmV0}         ; spec.jwks           ; must be a JWK Set
          {keys: [], kty: oct, k: c2VjcmV0}                 ; spec.jwks           ; must be a JWK Set
          {}                                                ; spec.jwks           ; must be a JWK Set
          """)
  void jwks_inAnyWayOfApplying_isRefusedWithWhatToDo(String jwks, String field, String advice) {
    String manifest =
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: mistaken, namespace: %s}
        spec:
          authServerRef: {name: server, namespace: %s}
          redirectUris: ["https://app.example.com/callback"]
          jwks: %s
        """
            .formatted(tenant.team, tenant.security, jwks);
    for (List<String> way :
        List.of(
            List.<String>of(),
            List.of("--validate=ignore"),
            List.of("--server-side"),
            List.of("--dry-run=server"))) {
      assertThat(tenant.kubectlApply(manifest, way.toArray(String[]::new)).stderr())
          .as(way.toString())
          .contains(field, advice)
          .doesNotContain("c2VjcmV0");
    }
    assertThat(CommandRun.validate(tenant.kubernetes.getConfiguration(), manifest).out())
        .contains(field, advice.replace("\"", "\\\""))
        .doesNotContain("c2VjcmV0");
  }
}
