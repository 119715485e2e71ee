package io.nauthera.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nulls that {@code kubectl apply} leaves out and server-side apply refuses. */
class NullFieldsTest {
  private static final String CLIENT =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthClient
      metadata: {name: web, namespace: shop}
      spec:
        authServerRef: {name: main, namespace: security}
        redirectUris: ["https://shop.example.com/callback"]
      """;
  private static final String POLICY =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthPolicy
      metadata: {name: strict, namespace: security}
      spec:
      """;

  /** Of the result of one manifest; others are not validated. */
  private static List<String> warned(CommandRun run) {
    return Stream.of("results", "platform")
        .flatMap(kind -> run.json().path(kind).valueStream())
        .flatMap(result -> result.path("warned").valueStream())
        .filter(warning -> warning.path("rule").asText().equals("server-side-apply"))
        .map(warning ->
            "%s %d".formatted(warning.path("field").asText(), warning.path("line").asInt()))
        .toList();
  }

  private static CommandRun json(String manifest) {
    return CommandRun.validate(manifest, "-o", "json");
  }

  @Test
  void null_inAuthClient_isWarnedByField() {
    CommandRun run =
        json(CLIENT + "  scopes:\n  displayName: ~\n  clientId: null\n  jwksUri: Null\n");

    assertThat(run.code()).isZero();
    assertThat(run.ofResults("/allowed")).containsExactly("true");
    assertThat(warned(run))
        .containsExactly(
            "spec.scopes 7", "spec.displayName 8", "spec.clientId 9", "spec.jwksUri 10");
    assertThat(run.out())
        .contains(
            "spec.scopes: is null: kubectl apply leaves the field out, but server-side apply (Flux, Argo CD) refuses the manifest: remove the field, or give it a value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  allowedScopes:\n",
        "  token: {accessTokenTTL: null}\n",
        "  clientSelector: {matchLabels: {team: null}}\n",
        "  clientSelector: {matchExpressions: [{key: a, operator: Exists, values: null}]}\n",
        "  clientAuthentication: {secretRotation: {enabled: null}}\n",
        "  enforcePKCE:\n",
      })
  void null_inAuthPolicy_isWarned(String field) {
    CommandRun run = json(POLICY + field);

    assertThat(run.code()).isZero();
    assertThat(warned(run)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The mutating webhook and the schema replace these by their defaults.
        "  authServerRef: {name: main, namespace: null}\n  grantTypes: [client_credentials]\n",
        "  authServerRef: {name: main}\n  grantTypes: [client_credentials]\nstatus:\n",
        "  authServerRef: {name: main}\n  grantTypes: [client_credentials]\nstatus: {clientId: null}\n",
      })
  void null_thatServerSideApplyAccepts_isSilent(String spec) {
    String head = CLIENT.substring(0, CLIENT.indexOf("  authServerRef"));

    assertThat(warned(json(head + spec))).isEmpty();
  }

  @Test
  void null_inMetadata_isSilent() {
    CommandRun run =
        json(
            CLIENT.replace(
                "namespace: shop",
                "namespace: shop, labels: null, annotations: {a: null}, creationTimestamp: null, finalizers: null"));

    assertThat(run.code()).isZero();
    assertThat(warned(run)).isEmpty();
  }

  @Test
  void null_withDefault_isSilent() {
    assertThat(warned(json(POLICY + "  enforcement: null\n  existingClients: null\n"))).isEmpty();
  }

  @Test
  void null_thatIsAViolation_isNotAWarningToo() {
    CommandRun run = json(CLIENT.replace("{name: main, namespace: security}", "null"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("spec.authServerRef: Required value");
    assertThat(warned(run)).isEmpty();
  }

  @Test
  void null_inList_isViolationAsForKubectlApply() {
    CommandRun run = json(CLIENT + "  scopes: [openid, null]\n");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("spec.scopes[1] in body must be of type string");
    assertThat(warned(run)).isEmpty();
  }

  @Test
  void null_unknownField_isAllowedAsByKubectlApplyAndWarned() {
    CommandRun run = json(CLIENT + "  scope: null\n");

    assertThat(run.code()).isZero();
    assertThat(warned(run)).containsExactly("spec.scope 7");
    assertThat(run.out())
        .contains(
            "spec.scope: is an unknown field: kubectl apply leaves it out because it is null, but kubectl create and server-side apply (Flux, Argo CD) refuse the manifest: remove the field");
  }

  @Test
  void null_inAuthServerAndUserStore_isWarned() {
    CommandRun run =
        json(
            """
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthServer
            metadata: {name: main, namespace: security}
            spec: {issuerUrl: "https://auth.example.com/realms/main", keycloak: {url: null}, tls: null}
            ---
            apiVersion: auth.nauthera.io/v1alpha1
            kind: UserStore
            metadata: {name: staff, namespace: security}
            spec:
              type: ldap
              ldap:
                server: "ldaps://ldap.example.com:636"
                bindDN: cn=admin
                bindPasswordSecretRef: {name: s, key: password}
                userSearch: {baseDN: ou=users, filter: "(a=b)", usernameAttribute: uid}
                groupSearch:
            """);

    assertThat(run.code()).isZero();
    assertThat(warned(run))
        .containsExactly("spec.keycloak.url 4", "spec.tls 4", "spec.ldap.groupSearch 16");
  }

  @Test
  void null_underStrict_isViolation() {
    assertThat(CommandRun.validate(CLIENT + "  scopes:\n", "--strict").code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "junit", "sarif", "github"})
  void null_isShownInEveryFormat(String format) {
    CommandRun run = CommandRun.validate(CLIENT + "  scopes:\n", "-o", format);

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("server-side-apply", "spec.scopes: is null");
  }

  @Test
  void null_asLabelOfANamespace_isNoLabel() {
    CommandRun run =
        CommandRun.of(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {team: null}}
            ---
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthServer
            metadata: {name: main, namespace: security}
            spec: {issuerUrl: "https://auth.example.com/realms/main"}
            ---
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthPolicy
            metadata: {name: teams, namespace: security}
            spec: {namespaceSelector: {matchExpressions: [{key: team, operator: Exists}]}}
            ---
            """
                + CLIENT,
            "explain",
            "shop/web",
            "-f",
            "-");

    assertThat(run.out()).contains("until an AuthPolicy governs it");
  }
}
