package io.nauthera.sandbox;

import io.nauthera.sandbox.process.CommandResult;
import io.nauthera.sandbox.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A realm, an AuthServer and an AuthPolicy for a new user of the sandbox, and what to try first.
 */
final class FirstSteps {
  private static final String REALM = "production";

  private FirstSteps() {}

  /** Creates them, and returns the first commands to try. */
  static String prepare(Sandbox sandbox) {
    var keycloak = sandbox.keycloak().admin();
    keycloak.createRealm(REALM);
    var account = keycloak.createServiceAccount(REALM, "nauthera", "manage-clients", "view-realm");
    var platform =
        text("first-platform.yaml")
            .replace("{{issuer}}", sandbox.keycloak().url() + "/realms/" + REALM)
            .replace("{{client_id}}", account.clientId())
            .replace("{{client_secret}}", account.secret());
    var unused = sandbox.kubectlReading(platform, "apply", "-f", "-").orThrow();
    unused = waitFor(sandbox, "authserver/production-server");
    unused = waitFor(sandbox, "authpolicy/web-apps-policy");
    unused = waitFor(sandbox, "authpolicy/web-apps-policy");
    var folder = Folders.create(sandbox.folder().resolve("try"));
    return """
    The realm "production", AuthServer security/production-server and AuthPolicy security/web-apps-policy are ready.
    Try these commands:
      kubectl apply -f %s
      kubectl apply -f %s
      kubectl get authclients,secrets -n my-app-dev
    """
        .formatted(write(folder, "my-webapp-with-mistakes.yaml"), write(folder, "my-webapp.yaml"));
  }

  private static CommandResult waitFor(Sandbox sandbox, String resource) {
    return sandbox
        .kubectl("wait", "--for=condition=Ready", resource, "--namespace=security", "--timeout=60s")
        .orThrow();
  }

  private static Path write(Path folder, String name) {
    try {
      return Files.writeString(folder.resolve(name), text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    try (var resource = FirstSteps.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
