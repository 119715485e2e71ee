package io.nauthera.demo;

import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import io.nauthera.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The two workflows, onboarding an application and tightening a policy, step by step; a step that
 * does not hold throws.
 */
public final class Workflows {
  static final String REALM = "production";
  static final String TEAM = "my-app-dev";
  static final String CLIENT_ID = TEAM + ".my-webapp";
  private static final String REDIRECT_URI = "https://my-webapp.dev.example.com/callback";
  private static final String USER = "alice";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Sandbox sandbox;
  private final Stage stage;
  private final Manifests manifests;
  private final Person pat;
  private final Person sam;
  private final Person dana;
  private final String userPassword = "wonder-" + System.nanoTime();

  public Workflows(Sandbox sandbox, Stage stage) {
    this.sandbox = sandbox;
    this.stage = stage;
    manifests = new Manifests(sandbox.folder().resolve("manifests"));
    pat = Person.administrator("platform admin ", sandbox, manifests, stage);
    sam = Person.user("sam", "security admin ", sandbox, manifests, stage);
    dana = Person.user("dana", "developer      ", sandbox, manifests, stage);
  }

  void play() {
    platformOffersServer();
    developerIsRefused();
    developerIsOnboarded();
    applicationLogsIn();
    securityTightensPolicy();
    developerDeletesClient();
  }

  /** Step 1: a realm and its service account, the AuthServer, the policy with 15m. */
  public void platformOffersServer() {
    stage.step("1. The platform admin offers a server, the security admin says what is allowed");
    KeycloakAdmin keycloak = sandbox.keycloak().admin();
    keycloak.createRealm(REALM);
    keycloak.createUser(REALM, USER, userPassword);
    ServiceAccount account =
        keycloak.createServiceAccount(REALM, "nauthera", "manage-clients", "view-realm");
    pat.does("apply", "-f", manifests.file("people.yaml"));
    Map<String, String> values =
        Map.of(
            "issuer", sandbox.keycloak().url() + "/realms/" + REALM,
            "client_id", account.clientId(),
            "client_secret", account.secret());
    pat.does("apply", "-f", manifests.file("corporate-ldap.yaml"));
    pat.does("apply", "-f", manifests.file("production-server.yaml", values));
    pat.does(
        "wait",
        "--for=condition=Ready",
        "authserver/production-server",
        "-n",
        "security",
        "--timeout=60s");
    pat.does("get", "authservers.auth.nauthera.io", "-n", "security");
    sam.does("apply", "-f", manifests.file("web-apps-policy-15m.yaml"));
    until("the policy is in force", () -> policyGeneration() == 1 && isRolledOut());
  }

  /** Step 2: several mistakes, one refusal that names all of them. */
  public String developerIsRefused() {
    stage.step("2. The developer applies a manifest with several mistakes");
    String refusal = dana.isRefused("apply", "-f", manifests.file("my-webapp-mistakes.yaml"));
    for (String field :
        new String[] {
          "spec.grantTypes[1]", "spec.redirectUris[0]", "spec.redirectUris[1]", "spec.scopes[1]"
        }) {
      demand(refusal.contains(field), "the refusal names " + field);
    }
    return refusal;
  }

  /** Step 3: the users' manifest; conditions, Ready, Secret. */
  public void developerIsOnboarded() {
    stage.step("3. The developer applies the manifest of the application");
    dana.does("apply", "-f", manifests.file("my-webapp.yaml"));
    dana.does("wait", "--for=condition=Ready", "authclient/my-webapp", "-n", TEAM, "--timeout=60s");
    dana.does("get", "authclients.auth.nauthera.io", "-n", TEAM);
    dana.does(
        "get",
        "authclient",
        "my-webapp",
        "-n",
        TEAM,
        "-o",
        "jsonpath={range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{\"\\n\"}{end}");
    dana.does("describe", "secret", "my-webapp-client-secret", "-n", TEAM);
    demand(registered(), "Keycloak knows client " + CLIENT_ID);
  }

  /** Step 4: the application logs a user in with what its Secret holds. */
  public void applicationLogsIn() {
    stage.step("4. The application uses the Secret to log " + USER + " in through Keycloak's page");
    demand(application().isRefusedWithoutPkce(), "Keycloak refuses a login without PKCE");
    login(900);
  }

  /** Step 5: the policy says 5m; everybody gets it, nobody touches the client. */
  public void securityTightensPolicy() {
    stage.step("5. The security admin tightens the policy from 15m to 5m");
    long generation = client().getMetadata().getGeneration();
    sam.does("apply", "-f", manifests.file("web-apps-policy-5m.yaml"));
    until("the rollout is complete", () -> policyGeneration() == 2 && isRolledOut());
    sam.does(
        "get",
        "authpolicy",
        "web-apps-policy",
        "-n",
        "security",
        "-o",
        "jsonpath=rollout: {.status.rollout}");
    dana.does(
        "get",
        "authclient",
        "my-webapp",
        "-n",
        TEAM,
        "-o",
        "jsonpath=access tokens: {.status.effective.accessTokenTTL}");
    login(300);
    demand(client().getMetadata().getGeneration() == generation, "nobody touched the AuthClient");
  }

  /** Step 6: deleting the AuthClient takes client and Secret away. */
  public void developerDeletesClient() {
    stage.step("6. The developer deletes the AuthClient");
    dana.does("delete", "authclient", "my-webapp", "-n", TEAM, "--timeout=60s");
    until("Keycloak no longer knows " + CLIENT_ID, () -> !registered());
    until("the Secret is gone", () -> secret() == null);
    dana.does("get", "authclients.auth.nauthera.io,secrets", "-n", TEAM);
  }

  private void login(long expectedLifetime) {
    Application.Tokens tokens = application().login(USER, userPassword);
    stage.answer(
        "user %s, access token lives %d s, refresh token: %s"
            .formatted(
                tokens.user(),
                tokens.accessTokenLifetime(),
                tokens.hasRefreshToken() ? "yes" : "no"));
    demand(tokens.user().equals(USER), "the ID token names " + USER);
    demand(
        tokens.accessTokenLifetime() == expectedLifetime,
        "the access token lives " + expectedLifetime + " s");
  }

  private Application application() {
    Secret secret = secret();
    if (secret == null) {
      throw new StepFailed("there is no Secret my-webapp-client-secret");
    }
    Map<String, String> credentials = new TreeMap<>();
    secret
        .getData()
        .forEach((key, value) ->
            credentials.put(
                key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return new Application(credentials, REDIRECT_URI);
  }

  private Secret secret() {
    return sandbox
        .kubernetes()
        .secrets()
        .inNamespace(TEAM)
        .withName("my-webapp-client-secret")
        .get();
  }

  private AuthClient client() {
    return sandbox
        .kubernetes()
        .resources(AuthClient.class)
        .inNamespace(TEAM)
        .withName("my-webapp")
        .get();
  }

  private boolean registered() {
    return sandbox.keycloak().admin().client(REALM, CLIENT_ID).isPresent();
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
    return sandbox
        .kubernetes()
        .resources(AuthPolicy.class)
        .inNamespace("security")
        .withName("web-apps-policy")
        .get();
  }

  private void demand(boolean holds, String what) {
    if (!holds) {
      throw new StepFailed("does not hold: " + what);
    }
    stage.answer("✓ " + what);
  }

  private void until(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new StepFailed("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      pause();
    }
    stage.answer("✓ " + what);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailed("interrupted");
    }
  }
}
