package io.nauthera.api.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.Lifecycle;
import io.nauthera.api.governance.Selector;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.oauth.TokenLifetimes;
import io.nauthera.api.policy.HostPattern;
import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.Policy.Enforcement;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.schedule.CronExpression;
import io.nauthera.api.schedule.IanaTimeZone;
import io.nauthera.api.v1alpha1.AuthClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
  /** The users' own examples, word by word, and their AuthServer. */
  private static final String USERS =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthClient
      metadata: {name: my-webapp, namespace: my-app-dev}
      spec:
        displayName: "My Awesome Web App"
        authServerRef: {name: production-server, namespace: security}
        redirectUris: ["https://my-webapp.dev.example.com/callback"]
        scopes: [openid, profile, email]
      ---
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthPolicy
      metadata: {name: web-apps-policy, namespace: security, labels: {nauthera.io/environment: production}}
      spec:
        token: {accessTokenTTL: "5m", refreshTokenTTL: "24h", idTokenTTL: "5m"}
        allowedGrantTypes: [authorization_code, refresh_token]
        enforcePKCE: true
        allowedScopes: [openid, profile, email, "api:read", "api:write"]
        clientAuthentication:
          method: client_secret_basic
          secretRotation: {enabled: true, schedule: "0 0 * * *"}
      ---
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthServer
      metadata: {name: production-server, namespace: security}
      spec:
        issuerUrl: "https://auth.prod.example.com/realms/production"
        policySelector: {matchLabels: {nauthera.io/environment: production}}
        tls: {certSecretRef: {name: auth-tls-cert}}
        userStoreRef: {name: corporate-ldap, namespace: security}
      """;

  private static final Manifests EXAMPLE = Manifests.parse(USERS);

  @Test
  void client_ofTheUsers_mapped() {
    var metadata = AuthClients.metadata(EXAMPLE.client());
    assertThat(metadata.name()).isEqualTo(new ClientName("my-app-dev", "my-webapp"));
    assertThat(metadata.clientId()).isEqualTo("my-app-dev.my-webapp");
    assertThat(metadata.displayName()).isEqualTo("My Awesome Web App");
    assertThat(metadata.scopes()).containsExactly("openid", "profile", "email");
    assertThat(metadata.redirectUris())
        .extracting(RedirectUri::text)
        .containsExactly("https://my-webapp.dev.example.com/callback");
    assertThat(metadata.givenGrants()).isEmpty();
    assertThat(metadata.givenAuthentication()).isEmpty();
    assertThat(AuthClients.server(EXAMPLE.client()))
        .isEqualTo(new ServerName("security", "production-server"));
    assertThat(AuthClients.secretName(EXAMPLE.client())).isEqualTo("my-webapp-client-secret");
  }

  @Test
  void policy_ofTheUsers_mapped() {
    assertThat(AuthPolicies.targeted(EXAMPLE.policy()).policy())
        .isEqualTo(
            new Policy(
                new PolicyName("security", "web-apps-policy"),
                Enforcement.ENFORCE,
                Set.of("openid", "profile", "email", "api:read", "api:write"),
                Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
                Policy.RedirectUris.UNSET,
                null,
                new TokenLifetimes(
                    Duration.ofMinutes(5), Duration.ofHours(24), Duration.ofMinutes(5)),
                true,
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                new Policy.SecretRotation(
                    CronExpression.parse("0 0 * * *"), IanaTimeZone.UTC, false),
                Policy.ExistingClients.RESTRICT));
  }

  @Test
  void manifests_ofTheUsers_governedAndAllowed() {
    var index = new ManifestIndex();
    index.put(EXAMPLE.client());
    index.put(EXAMPLE.policy());
    index.put(EXAMPLE.server());
    index.putNamespace("my-app-dev", Map.of());
    var evaluation =
        ClientEvaluation.of(
            index,
            AuthClients.known(EXAMPLE.client()),
            new PolicyEvaluator(ServerProfile.KEYCLOAK));
    assertThat(evaluation).isInstanceOf(ClientEvaluation.Governed.class);
    assertThat(evaluation.violations()).isEmpty();
  }

  @Test
  void manifests_writtenAndRead_meanTheSame() {
    var again =
        Manifests.parse(
            Manifests.write(EXAMPLE.client())
                + "\n---\n"
                + Manifests.write(EXAMPLE.policy())
                + "\n---\n"
                + Manifests.write(EXAMPLE.server()));
    assertThat(again.client().getSpec()).isEqualTo(EXAMPLE.client().getSpec());
    assertThat(again.policy().getSpec()).isEqualTo(EXAMPLE.policy().getSpec());
    assertThat(again.server().getSpec()).isEqualTo(EXAMPLE.server().getSpec());
    assertThat(AuthClients.metadata(again.client()))
        .isEqualTo(AuthClients.metadata(EXAMPLE.client()));
    assertThat(AuthPolicies.targeted(again.policy()))
        .isEqualTo(AuthPolicies.targeted(EXAMPLE.policy()));
    assertThat(AuthServers.server(again.server())).isEqualTo(AuthServers.server(EXAMPLE.server()));
  }

  private static Manifests client(String spec) {
    return Manifests.parse(
        "kind: AuthClient\nmetadata: {name: shop, namespace: team-a}\nspec: {" + spec + "}");
  }

  private static Manifests policy(String spec) {
    return Manifests.parse(
        "kind: AuthPolicy\nmetadata: {name: web, namespace: security}\nspec: {" + spec + "}");
  }

  private static Manifests server(String spec) {
    return Manifests.parse(
        "kind: AuthServer\nmetadata: {name: prod, namespace: security}\nspec: {issuerUrl: x"
            + spec
            + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NEW         | {}                                     | {observedGeneration: 1}",
        "REGISTERED  | {}                                     | {clientId: t.app}",
        "NEW         | {finalizers: [auth.nauthera.io/registered-client]} | {}",
        "TERMINATING | {deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [auth.nauthera.io/registered-client]} | {}",
        "REMOVED     | {deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [a/b]} | {clientId: t.app}",
        "REMOVED     | {deletionTimestamp: '2026-01-01T00:00:00Z'} | {clientId: t.app}",
      })
  void lifecycle_ofClient_followsStatusAndFinalizer(
      Lifecycle expected, String metadata, String status) {
    var client =
        Manifests.parse(
                """
                kind: AuthClient
                metadata: %s
                spec: {authServerRef: {name: prod}, grantTypes: [client_credentials]}
                status: %s
                """
                    .formatted(
                        metadata
                            .replaceFirst("[{]", "{name: app, namespace: t, ")
                            .replace(", }", "}"),
                        status))
            .client();

    assertThat(AuthClients.client(client).lifecycle()).isEqualTo(expected);
  }

  @Test
  void client_minimal_defaults() {
    var minimal = client("authServerRef: {name: prod}, grantTypes: [client_credentials]").client();
    var metadata = AuthClients.metadata(minimal);
    assertThat(AuthClients.server(minimal)).isEqualTo(new ServerName("team-a", "prod"));
    assertThat(AuthClients.client(minimal).labels()).isEmpty();
    assertThat(metadata.clientId()).isEqualTo("team-a.shop");
    assertThat(metadata.givenScopes()).isEmpty();
    assertThat(metadata.redirectUris()).isEmpty();
    assertThat(metadata.postLogoutRedirectUris()).isEmpty();
    assertThat(metadata.webOrigins()).isEmpty();
    assertThat(metadata.grantTypes()).containsExactly(GrantType.CLIENT_CREDENTIALS);
  }

  @Test
  void client_emptyLists_sameAsAbsent() {
    var lists =
        "authServerRef: {name: prod}, redirectUris: [], postLogoutRedirectUris: [],"
            + " webOrigins: [], grantTypes: [], scopes: []";
    assertThat(AuthClients.metadata(client(lists).client()))
        .isEqualTo(AuthClients.metadata(client("authServerRef: {name: prod}").client()));
  }

  /** Each would stay in the memory of every replica. */
  @Test
  void client_withVeryManyLabels_isAFaultThatKeepsItsClaims() {
    var index = new ManifestIndex();
    var known = new ClientName("team-a", "shop");
    for (int labels : List.of(64, 65)) {
      AuthClient client = client("authServerRef: {name: prod}, clientId: x").client();
      client
          .getMetadata()
          .setLabels(
              IntStream.range(0, labels)
                  .boxed()
                  .collect(Collectors.toMap(i -> "label-" + i, i -> "value")));
      index.put(client);
      assertThat(index.clientsWithId(new ServerName("team-a", "prod"), "x"))
          .singleElement()
          .satisfies(claims -> assertThat(claims.labels()).hasSize(labels > 64 ? 0 : labels));
      if (labels == 64) {
        assertThat(index.client(known)).isPresent();
      } else {
        assertThatIllegalStateException()
            .isThrownBy(() -> index.client(known))
            .withMessageContaining(
                "AuthClient team-a/shop cannot be read: metadata.labels has 65 entries");
      }
    }
  }

  @Test
  void client_keys_onlyKnownToBeGiven() {
    var given =
        client("authServerRef: {name: p}, jwks: {keys: [{kty: RSA, n: material}]}").client();
    assertThat(AuthClients.metadata(given).hasJwks()).isTrue();
    assertThat(AuthClients.known(given).toString()).doesNotContain("material");
    assertThat(given.getSpec().toString()).doesNotContain("material");
    assertThat(AuthClients.metadata(client("authServerRef: {name: p}").client()).hasJwks())
        .isFalse();
  }

  @Test
  void client_everythingWritten_kept() {
    var full =
        client(
                "authServerRef: {name: prod}, clientId: x, grantTypes: [], scopes: [],"
                    + " postLogoutRedirectUris: ['https://a'], webOrigins: ['+'],"
                    + " tokenEndpointAuthMethod: none, secretName: s, jwksUri: 'https://k'")
            .client();
    var metadata = AuthClients.metadata(full);
    assertThat(metadata.clientId()).isEqualTo("x");
    assertThat(metadata.givenGrants()).as("no grant is as good as none written").isEmpty();
    assertThat(metadata.givenScopes()).as("no scope is as good as none written").isEmpty();
    assertThat(metadata.postLogoutRedirectUris()).hasSize(1);
    assertThat(metadata.webOrigins()).containsExactly("+");
    assertThat(metadata.tokenEndpointAuthMethod()).isEqualTo(ClientAuthenticationMethod.NONE);
    assertThat(metadata.jwksUri()).isEqualTo("https://k");
    assertThat(AuthClients.secretName(full)).isEqualTo("s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authServerRef: {name: p}, grantTypes: [authorisation_code]",
        "authServerRef: {name: p}, grantTypes: [AUTHORIZATION_CODE]",
        "authServerRef: {name: p}, grantTypes: ['']",
        "authServerRef: {name: p}, tokenEndpointAuthMethod: client_secret",
        "authServerRef: {name: p}, tokenEndpointAuthMethod: ''",
      })
  void client_unknownWord_refusedNamingTheKnown(String spec) {
    var bad = client(spec).client();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuthClients.metadata(bad))
        .withMessageContaining("known: [");
  }

  @Test
  void policy_empty_saysNothing() {
    var scoped = AuthPolicies.targeted(policy("").policy());
    assertThat(scoped.policy()).isEqualTo(Policy.named(new PolicyName("security", "web")));
    assertThat(scoped.clientSelector()).isEqualTo(Selector.EVERYTHING);
    assertThat(scoped.namespaceSelector()).isEqualTo(Selector.EVERYTHING);
    assertThat(scoped.labels()).isEmpty();
  }

  @Test
  void policy_emptyLists_allowNothing() {
    var policy =
        AuthPolicies.targeted(
                policy("allowedScopes: [], allowedGrantTypes: [], redirectUris: {allowedHosts: []}")
                    .policy())
            .policy();
    assertThat(policy.allowedScopes()).isEmpty();
    assertThat(policy.allowedGrantTypes()).isEmpty();
    assertThat(policy.redirectUris().allowedHosts()).isEmpty();
    assertThat(policy.redirectUris().allowedSchemes()).isNull();
  }

  @Test
  void policy_redirectUris_mapped() {
    assertThat(
            AuthPolicies.targeted(
                    policy(
                            "allowCustomClientIds: true, redirectUris: {allowedSchemes: [https],"
                                + " allowedHosts: ['*.Example.com'], allowLoopback: true,"
                                + " allowWildcards: false}")
                        .policy())
                .policy()
                .redirectUris())
        .isEqualTo(
            new Policy.RedirectUris(
                Set.of("https"), Set.of(new HostPattern("*.example.com")), true, false));
  }

  @ParameterizedTest
  @CsvSource({"Enforce, ENFORCE", "Warn, WARN", "Audit, AUDIT"})
  void policy_enforcement_mapped(String word, Enforcement enforcement) {
    assertThat(
            AuthPolicies.targeted(policy("enforcement: " + word).policy()).policy().enforcement())
        .isEqualTo(enforcement);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{enabled: true, schedule: '0 0 * * *'}|true",
        "{enabled: true, schedule: '@daily', timeZone: Europe/Berlin}|true",
        "{enabled: true, schedule: '0 0 30 2 *'}|true",
        "{enabled: false, schedule: never, timeZone: nowhere}|false",
        "{enabled: false, schedule: '0 0 * * *'}|false",
        "{schedule: '0 0 * * *'}|false",
        "{enabled: true}|false",
      })
  void policy_rotation_onlyWhereEnabledWithSchedule(String rotation, boolean rotates) {
    assertThat(
            AuthPolicies.targeted(
                        policy("clientAuthentication: {secretRotation: " + rotation + "}").policy())
                    .policy()
                    .rotation()
                != null)
        .isEqualTo(rotates);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token: {accessTokenTTL: 5d}",
        "token: {accessTokenTTL: 0s}",
        "token: {refreshTokenTTL: ''}",
        "token: {idTokenTTL: '5'}",
        "allowedGrantTypes: [code]",
        "clientAuthentication: {method: basic}",
        "clientAuthentication: {secretRotation: {enabled: true, schedule: '@reboot'}}",
        "clientAuthentication: {secretRotation: {enabled: true, schedule: '@daily', timeZone: Local}}",
      })
  void policy_bad_refusedAndNeverTakenForAbsent(String spec) {
    var bad = policy(spec).policy();
    assertThatIllegalArgumentException().isThrownBy(() -> AuthPolicies.targeted(bad));
    var index = new ManifestIndex();
    index.put(bad);
    assertThatIllegalStateException()
        .isThrownBy(() -> index.policy(new PolicyName("security", "web")));
    assertThat(index.policiesIn("elsewhere")).isEmpty();
    index.remove(bad);
    assertThat(index.policiesIn("security")).isEmpty();
  }

  @Test
  void selector_everyOperator_mapped() {
    var selector =
        AuthPolicies.targeted(
            policy(
                    "clientSelector: {matchLabels: {a: b}, matchExpressions: ["
                        + "{key: c, operator: In, values: [d, e]},"
                        + "{key: f, operator: NotIn, values: [g]},"
                        + "{key: h, operator: Exists},"
                        + "{key: i, operator: DoesNotExist}]}, namespaceSelector: {}")
                .policy());
    assertThat(selector.clientSelector().requirements())
        .containsExactly(
            new Selector.In("a", Set.of("b")),
            new Selector.In("c", Set.of("d", "e")),
            new Selector.NotIn("f", Set.of("g")),
            new Selector.Exists("h"),
            new Selector.DoesNotExist("i"));
    assertThat(selector.namespaceSelector()).isEqualTo(Selector.EVERYTHING);
  }

  /** Such a selector matches nothing, and a policy that governs no client forbids nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "matchExpressions: [{key: a, operator: In}]",
        "matchExpressions: [{key: a, operator: In, values: []}]",
        "matchExpressions: [{key: a, operator: NotIn}]",
        "matchExpressions: [{key: a, operator: Exists, values: [b]}]",
        "matchExpressions: [{key: a, operator: DoesNotExist, values: [b]}]",
        "matchExpressions: [{key: 'a b', operator: Exists}]",
        "matchExpressions: [{key: '', operator: DoesNotExist}]",
        "matchExpressions: [{key: a, operator: In, values: [b, 'c d']}]",
        "matchExpressions: [{key: a, operator: NotIn, values: ['-']}]",
        "matchLabels: {'a b': c}",
        "matchLabels: {a: 'b/c'}",
      })
  void selector_thatKubernetesCallsAnError_isAFault(String selector) {
    var index = new ManifestIndex();
    for (String field : List.of("clientSelector", "namespaceSelector")) {
      index.put(policy(field + ": {" + selector + "}").policy());
      assertThatIllegalStateException()
          .isThrownBy(() -> index.policy(new PolicyName("security", "web")))
          .withMessageContaining("AuthPolicy security/web cannot be read: spec." + field + ": ");
    }
    for (String field :
        List.of("policySelector: {", "allowedNamespaces: {from: Selector, selector: {")) {
      String closed = field + selector + (field.endsWith("selector: {") ? "}}" : "}");
      index.put(server(", " + closed).server());
      assertThatIllegalStateException()
          .isThrownBy(() -> index.server(new ServerName("security", "prod")))
          .withMessageContaining("AuthServer security/prod cannot be read: spec.");
    }
  }

  @Test
  void server_consent_mapped() {
    assertThat(consent("")).isEqualTo(new Server.All());
    assertThat(consent(", allowedNamespaces: {}")).isEqualTo(new Server.All());
    assertThat(consent(", allowedNamespaces: {from: All}")).isEqualTo(new Server.All());
    assertThat(consent(", allowedNamespaces: {from: Same}")).isEqualTo(new Server.Only("security"));
    var selected =
        consent(", allowedNamespaces: {from: Selector, selector: {matchLabels: {a: b}}}");
    assertThat(selected.admits("x", Map.of("a", "b"))).isTrue();
    assertThat(selected.admits("x", Map.of())).isFalse();
    var nobody = consent(", allowedNamespaces: {from: Selector}");
    assertThat(nobody.admits("security", Map.of("a", "b"))).isFalse();
  }

  private static Server.Consent consent(String allowed) {
    return AuthServers.server(server(allowed).server()).consent();
  }

  @Test
  void index_movedClient_foundAtItsNewServerOnly() {
    var index = new ManifestIndex();
    index.put(client("authServerRef: {name: old}").client());
    index.put(client("authServerRef: {name: new}").client());
    assertThat(index.clientsOf(new ServerName("team-a", "old"))).isEmpty();
    assertThat(index.clientsOf(new ServerName("team-a", "new"))).hasSize(1);
  }
}
