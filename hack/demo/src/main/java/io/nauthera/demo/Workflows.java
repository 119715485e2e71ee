package io.nauthera.demo;

import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The steps of two workflows: onboarding an application (1 to 4), and changing a policy (5). Step 6
 * removes the client. A step that fails throws an exception.
 */
public final class Workflows {
  static final String REALM = "production";
  static final String TEAM = "my-app-dev";
  static final String CLIENT_ID = TEAM + ".my-webapp";
  private static final String REDIRECT_URI = "https://my-webapp.dev.example.com/callback";
  private static final String USER = "alice";
  private static final String APPLICATION = "application";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final DemoCluster cluster;
  private final Transcript transcript;
  private final Manifests manifests;
  private final Person pat;
  private final Person sam;
  private final Person dana;
  private final String userPassword = "wonder-" + System.nanoTime();

  public Workflows(Sandbox sandbox, Transcript transcript) {
    this(DemoCluster.of(sandbox), transcript);
  }

  public Workflows(DemoCluster cluster, Transcript transcript) {
    this.cluster = cluster;
    this.transcript = transcript;
    manifests = new Manifests(cluster.folder().resolve("manifests"));
    pat = Person.administrator("platform admin", cluster, manifests, transcript);
    sam = Person.user("sam", "security admin", cluster, manifests, transcript);
    dana = Person.user("dana", "developer", cluster, manifests, transcript);
  }

  void run() {
    platformOffersServer();
    developerIsRefused();
    developerIsOnboarded();
    applicationLogsIn();
    securityTightensPolicy();
    developerDeletesClient();
  }

  /** Step 1: the realm with its service account, the AuthServer, and the policy with 15m. */
  public void platformOffersServer() {
    transcript.step(
        "1. The platform admin creates an AuthServer, and the security admin an AuthPolicy");
    KeycloakAdmin keycloak = cluster.keycloakAdmin();
    keycloak.createRealm(REALM);
    keycloak.createUser(REALM, USER, userPassword);
    ServiceAccount account =
        keycloak.createServiceAccount(REALM, "nauthera", "manage-clients", "view-realm");
    pat.runs("apply", "-f", manifests.file("people.yaml"));
    Map<String, String> values =
        Map.of(
            "issuer", cluster.keycloakUrl() + "/realms/" + REALM,
            "client_id", account.clientId(),
            "client_secret", account.secret(),
            "keycloak", cluster.keycloakSettings());
    pat.runs("apply", "-f", manifests.file("corporate-ldap.yaml"));
    pat.runs("apply", "-f", manifests.file("production-server.yaml", values));
    pat.runs(
        "wait",
        "--for=condition=Ready",
        "authserver/production-server",
        "-n",
        "security",
        "--timeout=60s");
    pat.runs("get", "authservers.auth.nauthera.io", "-n", "security");
    String policy = manifests.file("web-apps-policy-15m.yaml");
    sam.shows(policy);
    sam.runs("apply", "-f", policy);
    await("the policy is in force", () -> policyGeneration() == 1 && isRolledOut());
  }

  /** Step 2: several mistakes in one manifest, and one answer that names all of them. */
  public String developerIsRefused() {
    transcript.step("2. The developer applies a manifest with several mistakes");
    String manifest = manifests.file("my-webapp-mistakes.yaml");
    dana.shows(manifest);
    String refusal = dana.isRefused("apply", "-f", manifest);
    for (String field :
        new String[] {
          "spec.grantTypes[1]", "spec.redirectUris[0]", "spec.redirectUris[1]", "spec.scopes[1]"
        }) {
      check(refusal.contains(field), "the answer names " + field);
    }
    return refusal;
  }

  /** Step 3: the correct manifest; then conditions and Secret. */
  public void developerIsOnboarded() {
    transcript.step("3. The developer corrects the manifest and applies it");
    String manifest = manifests.file("my-webapp.yaml");
    dana.shows(manifest);
    dana.runs("apply", "-f", manifest);
    dana.runs("wait", "--for=condition=Ready", "authclient/my-webapp", "-n", TEAM, "--timeout=60s");
    dana.runs("get", "authclients.auth.nauthera.io", "-n", TEAM);
    dana.runs(
        "get",
        "authclient",
        "my-webapp",
        "-n",
        TEAM,
        "-o",
        "jsonpath={range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{\"\\n\"}{end}");
    dana.runs("describe", "secret", "my-webapp-client-secret", "-n", TEAM);
    check(isRegistered(), "client " + CLIENT_ID + " is registered in Keycloak");
  }

  /** Step 4: the application logs a user in with the credentials from its Secret. */
  public void applicationLogsIn() {
    transcript.step(
        "4. The application logs in user " + USER + " with the credentials from its Secret");
    transcript.action(APPLICATION, "starts a login without PKCE");
    check(application().isRefusedWithoutPkce(), "Keycloak refuses it");
    login(900);
  }

  /** Step 5: the policy changes to 5m, and the client follows without a change of its manifest. */
  public void securityTightensPolicy() {
    transcript.step("5. The security admin shortens the access token lifetime from 15m to 5m");
    long generation = client().getMetadata().getGeneration();
    sam.runs("apply", "-f", manifests.file("web-apps-policy-5m.yaml"));
    await("the rollout is complete", () -> policyGeneration() == 2 && isRolledOut());
    sam.runs(
        "get",
        "authpolicy",
        "web-apps-policy",
        "-n",
        "security",
        "-o",
        "jsonpath=policy generation {.status.rollout.generation}: applied to"
            + " {.status.rollout.applied} of {.status.rollout.total} clients");
    dana.runs(
        "get",
        "authclient",
        "my-webapp",
        "-n",
        TEAM,
        "-o",
        "jsonpath=access token lifetime: {.status.effective.accessTokenTTL.value}, imposed by"
            + " {.status.effective.accessTokenTTL.from[0]}");
    login(300);
    check(client().getMetadata().getGeneration() == generation, "the AuthClient was not edited");
  }

  /** Step 6: deleting the AuthClient removes the client and the Secret. */
  public void developerDeletesClient() {
    transcript.step("6. The developer deletes the AuthClient");
    dana.runs("delete", "authclient", "my-webapp", "-n", TEAM, "--timeout=60s");
    await("client " + CLIENT_ID + " is no longer registered in Keycloak", () -> !isRegistered());
    await("the Secret is deleted", () -> secret() == null);
    dana.runs("get", "authclients.auth.nauthera.io,secrets", "-n", TEAM);
  }

  /** Step 7: another application gets a client and runs as a pod, and a user logs in through it. */
  public void podLogsIn(PodCluster pods) {
    transcript.step("7. oauth2-proxy runs as a pod that takes its whole client from the Secret");
    var portal = new Portal(pods, manifests);
    portal.deploy(pat, dana);
    transcript.action(USER, "opens https://" + Portal.HOST + " and logs in");
    check(portal.login(USER, userPassword) == 200, "the application lets " + USER + " in");
  }

  private void login(long expectedLifetime) {
    transcript.action(APPLICATION, "logs in " + USER + " on Keycloak's login page");
    Application.Tokens tokens = application().login(USER, userPassword);
    transcript.output(
        "user: %s; access token lifetime: %d s; refresh token: %s"
            .formatted(
                tokens.user(),
                tokens.accessTokenLifetime(),
                tokens.hasRefreshToken() ? "yes" : "no"));
    check(tokens.user().equals(USER), "the ID token names " + USER);
    check(
        tokens.accessTokenLifetime() == expectedLifetime,
        "the access token expires after " + expectedLifetime + " s");
  }

  private Application application() {
    Secret secret = secret();
    if (secret == null) {
      throw new StepFailedException("the Secret my-webapp-client-secret does not exist");
    }
    Map<String, String> credentials = new TreeMap<>();
    secret
        .getData()
        .forEach((key, value) ->
            credentials.put(
                key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return new Application(credentials, REDIRECT_URI, cluster::browser);
  }

  private Secret secret() {
    return cluster
        .kubernetes()
        .secrets()
        .inNamespace(TEAM)
        .withName("my-webapp-client-secret")
        .get();
  }

  private AuthClient client() {
    return cluster
        .kubernetes()
        .resources(AuthClient.class)
        .inNamespace(TEAM)
        .withName("my-webapp")
        .get();
  }

  private boolean isRegistered() {
    return cluster.keycloakAdmin().client(REALM, CLIENT_ID).isPresent();
  }

  private long policyGeneration() {
    return policy().getMetadata().getGeneration();
  }

  private boolean isRolledOut() {
    AuthPolicy policy = policy();
    var status = policy.getStatus();
    var rollout = status == null ? null : status.rollout();
    return rollout != null
        && rollout.generation().equals(policy.getMetadata().getGeneration())
        && rollout.applied().equals(rollout.total());
  }

  private AuthPolicy policy() {
    return cluster
        .kubernetes()
        .resources(AuthPolicy.class)
        .inNamespace("security")
        .withName("web-apps-policy")
        .get();
  }

  private void check(boolean isMet, String expectation) {
    if (!isMet) {
      throw new StepFailedException("expected that " + expectation);
    }
    transcript.checked(expectation);
  }

  private void await(String expectation, BooleanSupplier isMet) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!isMet.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new StepFailedException(
            "expected within %d s that %s".formatted(TIMEOUT.toSeconds(), expectation));
      }
      pause();
    }
    transcript.checked(expectation);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailedException("interrupted");
    }
  }
}
